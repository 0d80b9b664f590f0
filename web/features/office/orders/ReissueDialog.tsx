"use client";

import { toast } from "@/components/ui/Toast";
import { useOnce } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useDeed } from "@/lib/useDeed";
import { SureDialog } from "../lists/SureDialog";
import type { Order, Ticket } from "./order";
import type { OrderDeeds } from "./useOrder";

type ReissueProps = { ticket: Ticket | null; order: Order; deeds: OrderDeeds; onClose: () => void };

/** Gives a ticket a new code, after saying what that does to the old one. */
export function ReissueDialog({ ticket, order, deeds, onClose }: ReissueProps) {
  const texts = useTexts(area).reissue;
  const once = useOnce();
  const address = order.customerEmail ?? "";
  const deed = useDeed(async () => {
    if (ticket === null) return;
    await once(ticket.id, (key) => deeds.reissue(ticket.id, key));
    toast(texts.done(address));
  });
  return (
    <SureDialog
      open={ticket !== null}
      onClose={onClose}
      title={texts.title(ticket?.ticketNumber ?? "")}
      lead={texts.lead}
      effects={[
        [texts.ticket, texts.ticketThen],
        [texts.mail, texts.mailThen(address)],
        [texts.money, texts.moneyThen],
      ]}
      confirm={texts.confirm}
      deed={deed}
    />
  );
}
