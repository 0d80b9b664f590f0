"use client";

import { useCallback } from "react";
import { type Api, answer, useOnce } from "@/lib/api";

/** A way to pay, as the server names it. */
export type Method = string;

/** What came of a payment that was not refused. The order hears of it a moment later. */
export type Outcome = {
  payment: string;
  /** Where the buyer confirms it, while that is needed. */
  bank: string | null;
};

/** Pays an order. The same click again, and one after a lost answer, is the same payment; one after a decline is another. */
export function usePay(): (api: Api, orderId: string, method: Method) => Promise<Outcome> {
  const once = useOnce();
  return useCallback(
    async (api: Api, orderId: string, method: Method): Promise<Outcome> => {
      const body = { orderId, paymentMethod: method };
      const { payment } = await once(body, (key) =>
        answer(api.POST("/payments", { params: { header: { "Idempotency-Key": key } }, body })),
      );
      return { payment: payment.id, bank: payment.nextAction?.url ?? null };
    },
    [once],
  );
}
