"use client";

import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { officeMessages as area } from "@/lib/i18n/areas/office-messages";
import { useDeed } from "@/lib/useDeed";
import { SureDialog } from "../lists/SureDialog";
import type { Message } from "./message";

type DropProps = {
  message: Message | null;
  onDrop: (message: Message) => Promise<void>;
  onClose: () => void;
  onDone: () => void;
};

/** Gives a message up for good, after saying what stays undone by that. */
export function DropDialog({ message, onDrop, onClose, onDone }: DropProps) {
  const texts = useTexts(area);
  const words = texts.drop;
  const deed = useDeed(async () => {
    if (message === null) return;
    await onDrop(message);
    toast(words.done, "info");
    onDone();
  });
  return (
    <SureDialog
      open={message !== null}
      onClose={onClose}
      title={words.title}
      lead={words.lead}
      effects={
        message
          ? [
              [texts.contexts[message.context], words.undone[message.context]],
              [words.topic, message.topic],
              [words.reader, message.group],
            ]
          : []
      }
      confirm={words.confirm}
      deed={deed}
    >
      <p className="pt-4">{words.after}</p>
    </SureDialog>
  );
}
