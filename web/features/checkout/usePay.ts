"use client";

import { useRef } from "react";
import { type Api, answer, Problem, useAttempt } from "@/lib/api";

/** A way to pay, as the server names it. */
export type Method = string;

/** What came of a payment that was not refused. The order hears of it a moment later. */
export type Outcome = {
  payment: string;
  /** Where the buyer confirms it, while that is needed. */
  bank: string | null;
};

/** Whether the attempt has its answer: an answer that is lost, or not there yet, leaves it open. */
export function isAnswered(error: unknown): boolean {
  return error instanceof Problem && error.status !== 0 && error.status < 500 && error.code !== "request_in_progress";
}

/** Pays an order. The same click again, and one after a lost answer, is the same payment; one after a decline is another. */
export function usePay(): (api: Api, orderId: string, method: Method) => Promise<Outcome> {
  const attempt = useAttempt();
  const pay = useRef(async (api: Api, orderId: string, method: Method): Promise<Outcome> => {
    const body = { orderId, paymentMethod: method };
    const header = { "Idempotency-Key": attempt.keyFor(body) };
    try {
      const { payment } = await answer(api.POST("/payments", { params: { header }, body }));
      attempt.done();
      return { payment: payment.id, bank: payment.nextAction?.url ?? null };
    } catch (error) {
      if (isAnswered(error)) attempt.done();
      throw error;
    }
  });
  return pay.current;
}
