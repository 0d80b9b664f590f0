"use client";

import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { order as area } from "@/lib/i18n/areas/order";
import { useDeed } from "@/lib/useDeed";

/** Lets the order and its seats go; it says what that means, and asks. */
export function CancelOrder({ onCancel }: { onCancel: () => Promise<void> }) {
  const texts = useTexts(area).cancel;
  const shared = useTexts(common);
  const [asking, setAsking] = useState(false);
  const deed = useDeed(async () => {
    setAsking(false);
    await onCancel();
    toast(texts.done, "info");
  });
  const stop = () => setAsking(false);
  const actions = (
    <>
      <Button kind="secondary" onClick={stop}>
        {shared.back}
      </Button>
      <Button kind="danger" onClick={deed.run}>
        {texts.button}
      </Button>
    </>
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <Button kind="secondary" busy={deed.busy} onClick={() => setAsking(true)}>
        {texts.button}
      </Button>
      {deed.error !== null && <ProblemAlert error={deed.error} />}
      <Dialog open={asking} onClose={stop} title={texts.title} description={texts.text} actions={actions} />
    </div>
  );
}
