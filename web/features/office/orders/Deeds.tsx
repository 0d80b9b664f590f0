"use client";

import { useEffect, useRef } from "react";
import { Card } from "@/components/ui/Card";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useRole } from "@/lib/session";
import { manages } from "../shell/access";
import { CancelOrder } from "./CancelOrder";
import { isCancellable, isKept, isRefundable, type Order } from "./order";
import { Refund } from "./Refund";
import { Resend } from "./Resend";
import { useOrderDeeds } from "./useOrder";

type DeedsProps = { order: Order /** A refund is under way that the order does not say yet. */; onAsked: () => void };

/** What the house may do with an order as it stands; nothing where it is over. */
export function Deeds({ order, onAsked }: DeedsProps) {
  const texts = useTexts(area);
  const role = useRole();
  const deeds = useOrderDeeds(order);
  const mayRefund = role !== null && manages(role);
  const over = !isKept(order) && !isCancellable(order);
  useFocusKept(over);
  if (over) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{texts.deeds}</h2>
      <div className="flex flex-wrap items-start gap-3">
        {isKept(order) && <Resend order={order} deeds={deeds} />}
        {isRefundable(order) && mayRefund && <Refund order={order} deeds={deeds} onAsked={onAsked} />}
        {isCancellable(order) && <CancelOrder order={order} deeds={deeds} />}
      </div>
      {isRefundable(order) && !mayRefund && <p className="text-sm text-muted">{texts.refund.notYours}</p>}
    </Card>
  );
}

/** The deed that ended the order takes its button with it: whoever pressed it by keyboard goes on from the page, not from its top. */
function useFocusKept(over: boolean): void {
  const was = useRef(over);
  useEffect(() => {
    if (over && !was.current) document.getElementById("content")?.focus({ preventScroll: true });
    was.current = over;
  }, [over]);
}
