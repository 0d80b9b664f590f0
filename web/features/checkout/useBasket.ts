"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answer, api, Problem, type Schemas } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";
import { useSession } from "@/lib/session";
import { basketOf, lostSeats, type PlacedOrder, type SeatItem } from "./basket";

/** What is to be paid, always as the server has it: the order, where one was made, else the cart. */
export function useBasket(orderId: string | null) {
  const { kind } = useSession();
  const somebody = kind === "guest" || kind === "user";
  const cart = useQuery({
    queryKey: ["cart"],
    queryFn: ({ signal }) => answer(api.GET("/cart", { signal })),
    enabled: somebody && orderId === null,
    refetchOnMount: "always",
  });
  const order = useQuery({
    queryKey: ["order", orderId, null],
    queryFn: async ({ signal }): Promise<PlacedOrder> =>
      (await answer(api.GET("/orders/{id}", { params: { path: { id: orderId ?? "" } }, signal }))) as PlacedOrder,
    enabled: somebody && orderId !== null,
    refetchOnMount: "always",
  });
  const query = orderId === null ? cart : order;
  const data: PlacedOrder | undefined = query.data;
  const basket = basketOf(data);
  const seen = useSeen(data);
  const expired = data?.state === "cancelled" && data.cancelReason === "hold_expired";
  return {
    /** The order itself, once there is one. */
    order: orderId === null ? undefined : order.data,
    basket,
    lost: expired ? data.items : lostSeats(seen, basket, serverNow()),
    isLoading: kind === "unknown" || (somebody && query.isPending),
    error: query.data ? null : query.error,
    refresh: async () => void (await query.refetch()),
  };
}

/** Every seat that this page has shown, so that it can name those whose time ran out. */
function useSeen(data: PlacedOrder | undefined): SeatItem[] {
  const [seen, setSeen] = useState<ReadonlyMap<string, SeatItem>>(new Map());
  useEffect(() => {
    if (!data || data.items.length === 0) return;
    setSeen((before) => new Map([...before, ...data.items.map((item) => [item.reservationId, item] as const)]));
  }, [data]);
  // Seats that are in the basket again were not lost for good.
  const again = new Set(data?.items.map(({ seatId }) => seatId));
  return [...seen.values()].filter(
    (item) => !again.has(item.seatId) || data?.items.some(({ reservationId }) => reservationId === item.reservationId),
  );
}

type Held = { seatId: string; reservationId: string };

/** Holds seats anew and puts them into the cart: all seats of an event, or none of it. */
export function useSeatsAgain() {
  const queries = useQueryClient();
  return async (items: readonly SeatItem[]) => {
    const events = new Map<string, string[]>();
    for (const { eventId, seatId } of items) events.set(eventId, [...(events.get(eventId) ?? []), seatId]);
    try {
      for (const seatIds of events.values()) {
        const { reservations } = await answer(api.POST("/reservations", { body: { seatIds } }));
        for (const held of (reservations ?? []) as (Schemas["InventoryReservation"] & Held)[])
          await answer(api.POST("/cart/add", { body: { seatId: held.seatId, reservationId: held.reservationId } }));
      }
    } finally {
      await Promise.all([["cart"], ["holds"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    }
  };
}

/** A few minutes more for everything in the basket; once a hold. Refused only if nothing got more time. */
export function useMoreTime(refresh: () => Promise<void>) {
  return async (items: readonly SeatItem[]) => {
    let refused: unknown = null;
    let got = 0;
    for (const { reservationId: id } of items) {
      try {
        await answer(api.POST("/reservations/{id}/extend", { params: { path: { id } } }));
        got += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refused ??= error; // those held together with one before have their minutes already
      }
    }
    await refresh();
    if (got === 0 && refused !== null) throw refused;
  };
}
