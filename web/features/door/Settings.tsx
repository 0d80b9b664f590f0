"use client";

import { useState } from "react";
import { LanguageSelect, ThemeSelect } from "@/components/shell/Preferences";
import { Button } from "@/components/ui/Button";
import { Checkbox } from "@/components/ui/Checkbox";
import { Sheet } from "@/components/ui/Dialog";
import { toast } from "@/components/ui/Toast";
import { problemText, useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import { signOut, useSession } from "@/lib/session";
import { isSoundOn, setSoundOn } from "./signal";

type Props = { open: boolean; waiting: number; onClose: () => void; onChange: () => void };

/** What is set once for an evening: the place, sound, language, appearance, and who is signed in. */
export function Settings({ open, waiting, onClose, onChange }: Props) {
  const texts = useTexts(area).settings;
  return (
    <Sheet open={open} onClose={onClose} title={texts.open}>
      <div className="flex flex-col gap-4">
        <Button kind="secondary" onClick={onChange}>
          {texts.change}
        </Button>
        <Sound />
        <LanguageSelect />
        <ThemeSelect />
        <Account waiting={waiting} />
      </div>
    </Sheet>
  );
}

function Sound() {
  const texts = useTexts(area).settings;
  const [on, setOn] = useState(isSoundOn);
  const change = (wanted: boolean) => {
    setSoundOn(wanted);
    setOn(wanted);
  };
  return <Checkbox label={texts.sound} checked={on} onChange={(event) => change(event.target.checked)} />;
}

/** Signing out is for when nothing waits: what was admitted here is sent as whoever admitted it. */
function Account({ waiting }: { waiting: number }) {
  const texts = useTexts(area).settings;
  const session = useSession();
  if (session.kind !== "user") return null;
  const leave = async () => {
    try {
      await signOut();
      window.location.replace("/scan"); // an open door stays open: only a page that is loaded anew asks who is there
    } catch (error) {
      toast(problemText(error), "bad");
    }
  };
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      <p className="text-sm text-muted">{texts.signedInAs(session.email)}</p>
      {waiting > 0 && <p className="text-sm">{texts.waiting}</p>}
      <Button kind="secondary" disabled={waiting > 0} onClick={() => void leave()}>
        {texts.signOut}
      </Button>
    </div>
  );
}
