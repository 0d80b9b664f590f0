"use client";

import { useEffect, useRef } from "react";
import { Alert } from "@/components/ui/Alert";
import { Card } from "@/components/ui/Card";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useRole } from "@/lib/session";
import { manages } from "../shell/access";
import { CancelOrder } from "./CancelOrder";
import { isCancellable, isKept, isRefundable, isReturning, type Order, type Refund as RefundOf } from "./order";
import { Refund } from "./Refund";
import { Resend } from "./Resend";
import { useOrderDeeds } from "./useOrder";

type DeedsProps = {
  order: Order;
  /** The refund that the bank refused, while none has taken its place. */
  refusal: RefundOf | null;
};

/** What the house may do with an order as it stands, or what is being done; nothing where it is over. */
export function Deeds({ order, refusal }: DeedsProps) {
  const texts = useTexts(area);
  const role = useRole();
  const deeds = useOrderDeeds(order);
  const mayRefund = role !== null && manages(role);
  const over = !isKept(order) && !isCancellable(order);
  useFocusKept(over);
  const refundable = isRefundable(order) || refusal !== null;
  if (over && !isReturning(order) && !refusal) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{texts.deeds}</h2>
      {isReturning(order) && <Alert>{texts.refund.pending}</Alert>}
      {refusal && (
        <Alert tone="bad" title={texts.refund.refusedTitle(refusal.errorCode ?? "")}>
          {texts.refund.refused}
        </Alert>
      )}
      {(!over || refusal) && (
        <div className="flex flex-wrap items-start gap-3">
          {isKept(order) && !refusal && <Resend order={order} deeds={deeds} />}
          {refundable && mayRefund && <Refund order={order} deeds={deeds} />}
          {isCancellable(order) && <CancelOrder order={order} deeds={deeds} />}
        </div>
      )}
      {refundable && !mayRefund && <p className="text-sm text-muted">{texts.refund.notYours}</p>}
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
