"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

type SureButtonProps = { texts: { button: string; title: string }; text: string; busy: boolean; onSure: () => void };

/** A button for what cannot be undone: it says what will happen, and asks. */
export function SureButton({ texts, text, busy, onSure }: SureButtonProps) {
  const shared = useTexts(common);
  const [asking, setAsking] = useState(false);
  const stop = () => setAsking(false);
  const go = () => {
    stop();
    onSure();
  };
  const actions = (
    <>
      <Button kind="secondary" onClick={stop}>
        {shared.cancel}
      </Button>
      <Button kind="danger" onClick={go}>
        {texts.button}
      </Button>
    </>
  );
  return (
    <>
      <Button kind="secondary" busy={busy} onClick={() => setAsking(true)}>
        {texts.button}
      </Button>
      <Dialog open={asking} onClose={stop} title={texts.title} description={text} actions={actions} />
    </>
  );
}
