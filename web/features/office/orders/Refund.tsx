"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { SureDialog } from "../lists/SureDialog";
import { useDeed } from "../lists/useDeed";
import { useOnce } from "../lists/useOnce";
import { currencyOf, type Order } from "./order";
import { type OrderDeeds, useTickets } from "./useOrder";

type RefundProps = { order: Order; deeds: OrderDeeds; onAsked: () => void };

/** Gives the order's money back, after saying what that does to money, tickets and seats. */
export function Refund({ order, deeds, onAsked }: RefundProps) {
  const texts = useTexts(area).refund;
  const format = useFormat();
  const once = useOnce();
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<"pending" | "succeeded" | null>(null);
  const used = (useTickets(order).data ?? []).filter(({ status }) => status === "used").length;
  const amount = format.money(order.totalAmount, currencyOf(order) ?? "USD");
  const payment = order.paymentId;
  const deed = useDeed(async () => {
    if (payment === null) return;
    const { status } = await once(payment, (key) => deeds.refund(payment, key));
    onAsked();
    setOutcome(status); // shown until the order has heard of it, a moment later or when the bank has decided
    if (status === "succeeded") toast(texts.done(amount));
  });
  if (outcome === "pending") return <Alert>{texts.pending}</Alert>;
  if (outcome === "succeeded") return <Alert tone="good">{texts.done(amount)}</Alert>;
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
