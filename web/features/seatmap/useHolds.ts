"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { answer, api, newKey, Problem, type Schemas } from "@/lib/api";
import { useSession } from "@/lib/session";

export type Hold = Schemas["InventoryReservation"];

/** What "the best seats" are asked for. */
export type Wish = { quantity: number; section?: string; maxPrice?: number; accessible?: boolean };

/** The visitor's live holds in an event, and what can be done with them. Looking makes no guest; holding does. */
export function useHolds(event: string) {
  const { kind } = useSession();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["holds"],
    queryFn: ({ signal }) => answer(api.GET("/reservations", { signal })),
    enabled: kind === "guest" || kind === "user",
  });
  const holds = useMemo(
    () => (query.data ?? []).filter((hold) => hold.eventId === event && hold.status === "active"),
    [query.data, event],
  );
  const refresh = () => client.invalidateQueries({ queryKey: ["holds"] });

  /** Changes what is known at once. An answer that is on its way may be older than the deed, and would undo it on the page. */
  async function know(change: (before: Hold[]) => Hold[]): Promise<void> {
    await client.cancelQueries({ queryKey: ["holds"] });
    client.setQueryData<Hold[]>(["holds"], (before) => change(before ?? []));
  }

  /** Holds seats, or the best that fit a wish: all or none. A refusal is thrown. */
  async function hold(what: { seatIds: string[] } | Wish): Promise<Hold[]> {
    const body = "seatIds" in what ? what : { eventId: event, ...what };
    const made = await answer(api.POST("/reservations", { body, headers: { "Idempotency-Key": newKey() } }));
    const got = made.reservations ?? [];
    await know((before) => [...before.filter((one) => !got.some(same(one))), ...got]);
    return got;
  }

  async function release(one: Hold): Promise<void> {
    const params = { path: { id: one.reservationId } };
    try {
      await answer(api.DELETE("/reservations/{id}", { params }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error; // it ended by itself meanwhile
    }
    await know((before) => before.filter((other) => !same(one)(other)));
    await client.invalidateQueries({ queryKey: ["cart"] });
  }

  /** A few minutes more, once a group. */
  async function extend(some: readonly Hold[]): Promise<void> {
    const groups = new Map(some.map((one) => [one.groupId, one]));
    try {
      for (const { reservationId: id } of groups.values())
        await answer(api.POST("/reservations/{id}/extend", { params: { path: { id } } }));
    } finally {
      await refresh();
    }
  }

  /** Puts the held seats into the cart. Those that are in it already stay. */
  async function toCart(some: readonly Hold[]): Promise<void> {
    for (const { seatId, reservationId } of some) {
      try {
        await answer(api.POST("/cart/add", { body: { seatId, reservationId } }));
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== "seat_in_cart") throw error;
      }
    }
    await client.invalidateQueries({ queryKey: ["cart"] });
  }

  return { holds, hold, release, extend, toCart, refresh };
}

const same = (one: Hold) => (other: Hold) => other.reservationId === one.reservationId;
