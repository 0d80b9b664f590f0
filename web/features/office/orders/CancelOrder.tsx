"use client";

import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useDeed } from "@/lib/useDeed";
import { SureDialog } from "../lists/SureDialog";
import { isKept, type Order } from "./order";
import type { OrderDeeds } from "./useOrder";

/** Ends an order for which no money was taken, after saying what that does to its seats and tickets. */
export function CancelOrder({ order, deeds }: { order: Order; deeds: OrderDeeds }) {
  const texts = useTexts(area).cancel;
  const [asking, setAsking] = useState(false);
  const deed = useDeed(async () => {
    await deeds.cancel();
    toast(texts.done, "info");
  });
  const free = isKept(order);
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {texts.button}
      </Button>
      <SureDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={texts.title}
        lead={texts.lead}
        effects={[
          [texts.money, free ? texts.moneyFree : texts.moneyNone],
          [texts.tickets, free ? texts.ticketsVoid : texts.ticketsNone],
          [texts.seats, texts.seatsThen(order.items.length)],
          [texts.mail, texts.mailThen],
        ]}
        confirm={texts.confirm}
        deed={deed}
      />
    </>
  );
}
