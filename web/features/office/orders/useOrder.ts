"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answer, api, type Schemas } from "@/lib/api";
import { isKept, mayChange, type Order, type Refund, refusalOf } from "./order";

const look = 3000; // milliseconds between two looks while something is under way

/** An order with its mails, looked at again while something is under way. */
export function useOrder(id: string | null) {
  return useQuery({
    queryKey: ["office", "order", id],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/orders/{id}", { params: { path: { id: id ?? "" } }, signal }))) as Order,
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data && mayChange(data) ? look : false),
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });
}

/** The payment that took the money, or else the last that failed. */
export function usePayment(order: Order) {
  const id = order.paymentId ?? order.lastFailure?.paymentId ?? null;
  return useQuery({
    // Asked anew as the order goes on.
    queryKey: ["office", "order", order.id, "payment", id, order.state, order.refundedAt],
    queryFn: ({ signal }) => answer(api.GET("/payments/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== null,
    placeholderData: (before) => before,
  });
}

/**
 * The refund that the order's payment knows of, done or not; undefined until that is known. While the order has not heard of it,
 * all of the order is looked at again.
 */
export function useRefund(order: Order): Refund | null | undefined {
  const queries = useQueryClient();
  const { data, isPending, isEnabled } = usePayment(order);
  const refund = data?.refund ?? null;
  const unheard = refund !== null && !refusalOf(refund) && isKept(order);
  useEffect(() => {
    if (!unheard) return;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ["office", "order", order.id] }), look);
    return () => clearInterval(timer);
  }, [queries, order.id, unheard]);
  return isEnabled && isPending ? undefined : refund;
}

/** The tickets there are so far. They stay to be seen when they are void. */
export function useTickets(order: Order) {
  const bought = order.paidAt !== null;
  return useQuery({
    queryKey: ["office", "order", order.id, "tickets", order.state, order.refundedAt],
    queryFn: ({ signal }) => answer(api.GET("/orders/{id}/tickets", { params: { path: path(order) }, signal })),
    enabled: bought,
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) =>
      isKept(order) && data && data.length < order.items.length ? look : false,
  });
}

function path({ id }: Order): { id: string } {
  return { id: id ?? "" };
}

/** What the house does with an order. Whatever comes of it, the order is looked at again. */
export function useOrderDeeds(order: Order) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["office", "order", order.id] });
  // The answer is the payment's newest word: shown even where asking again fails.
  const keep = (refund: Refund) =>
    queries.setQueriesData<Schemas["PaymentRecord"]>(
      { queryKey: ["office", "order", order.id, "payment"] },
      (payment) => payment && { ...payment, refund },
    );
  const after = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      await refresh();
    }
  };
  return {
    resend: () => after(answer(api.POST("/orders/{id}/resend", { params: { path: path(order) } }))),
    cancel: () => after(answer(api.PATCH("/orders/{id}/cancel", { params: { path: path(order) } }))),
    refund: (payment: string, key: string) =>
      after(
        answer(
          api.POST("/payments/{id}/refunds", {
            params: { path: { id: payment }, header: { "Idempotency-Key": key } },
            body: {},
          }),
        ).then((refund) => {
          keep(refund);
          return refund;
        }),
      ),
    reissue: (ticket: string, key: string) =>
      after(
        answer(
          api.POST("/tickets/{id}/reissue", {
            params: { path: { id: ticket }, header: { "Idempotency-Key": key } },
          }),
        ),
      ),
    file: (): Promise<Blob> =>
      answer<Blob>(api.GET("/orders/{id}/tickets.pdf", { params: { path: path(order) }, parseAs: "blob" })),
    ticketFile: (ticket: string): Promise<Blob> =>
      answer<Blob>(api.GET("/tickets/{id}", { params: { path: { id: `${ticket}.pdf` } }, parseAs: "blob" })),
  };
}

export type OrderDeeds = ReturnType<typeof useOrderDeeds>;
