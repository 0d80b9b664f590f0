"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { useOnce } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useDeed } from "@/lib/useDeed";
import { SureDialog } from "../lists/SureDialog";
import { currencyOf, type Order } from "./order";
import { type OrderDeeds, useTickets } from "./useOrder";

type RefundProps = { order: Order; deeds: OrderDeeds };

/** Gives the order's money back, after saying what that does to money, tickets and seats. */
export function Refund({ order, deeds }: RefundProps) {
  const texts = useTexts(area).refund;
  const format = useFormat();
  const once = useOnce();
  const [asking, setAsking] = useState(false);
  const used = (useTickets(order).data ?? []).filter(({ status }) => status === "used").length;
  const amount = format.money(order.totalAmount, currencyOf(order) ?? "USD");
  const payment = order.paymentId;
  const deed = useDeed(async () => {
    if (payment === null) return;
    const { status } = await once(payment, (key) => deeds.refund(payment, key));
    if (status === "succeeded") toast(texts.done(amount));
  });
  const tickets = texts.ticketsThen(order.items.length);
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        <Undo2 aria-hidden className="size-5" />
        {texts.button}
      </Button>
      <SureDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={texts.title(amount)}
        lead={texts.lead}
        effects={[
          [texts.money, texts.moneyThen(amount)],
          [texts.tickets, used > 0 ? `${tickets} ${texts.used(used)}` : tickets],
          [texts.seats, texts.seatsThen(order.items.length)],
          [texts.mail, texts.mailThen(order.customerEmail ?? "")],
        ]}
        confirm={texts.confirm(amount)}
        deed={deed}
      />
    </>
  );
}
