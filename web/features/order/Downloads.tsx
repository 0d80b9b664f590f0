"use client";

import { CalendarPlus, FileDown, Mail } from "lucide-react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button, buttonClass } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { saveFile } from "@/lib/saveFile";
import { useDeed } from "@/lib/useDeed";
import type { Order } from "./story";
import type { Key, OrderDeeds } from "./useOrder";

/** PDF, calendar, and the mail once more. */
export function Downloads({ order, at, deeds }: { order: Order; at: Key; deeds: OrderDeeds }) {
  const texts = useTexts(area).tickets;
  const resend = useDeed(async () => {
    await deeds.resend();
    toast(texts.resent);
  });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <FileLink order={order} at={at} deeds={deeds} kind="pdf" />
        <FileLink order={order} at={at} deeds={deeds} kind="ics" />
        <Button kind="secondary" busy={resend.busy} onClick={resend.run}>
          <Mail aria-hidden className="size-5" />
          {texts.resend}
        </Button>
      </div>
      {resend.error !== null && <ProblemAlert error={resend.error} />}
    </div>
  );
}

type FileLinkProps = { order: Order; at: Key; deeds: OrderDeeds; kind: "pdf" | "ics" };

/** With the secret a plain link, which phones open as they like; with a session the page fetches the file, since links send no token. */
function FileLink({ order, at, deeds, kind }: FileLinkProps) {
  const texts = useTexts(area).tickets;
  const name = `tickets-${order.number ?? "order"}.${kind}`;
  const fetching = useDeed(async () => saveFile(await deeds.file(kind), name));
  const Icon = kind === "pdf" ? FileDown : CalendarPlus;
  const content = (
    <>
      <Icon aria-hidden className="size-5" />
      {kind === "pdf" ? texts.pdf : texts.calendar}
    </>
  );
  if (at.secret !== null) {
    const query = new URLSearchParams({ secret: at.secret });
    return (
      <a
        href={`/api/orders/${at.id}/tickets.${kind}?${query}`}
        download={name}
        className={buttonClass({ kind: "secondary" })}
      >
        {content}
      </a>
    );
  }
  return (
    <>
      <Button kind="secondary" busy={fetching.busy} onClick={fetching.run}>
        {content}
      </Button>
      {fetching.error !== null && <ProblemAlert error={fetching.error} />}
    </>
  );
}
