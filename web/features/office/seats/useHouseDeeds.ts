"use client";

import type { SeatMap } from "@/components/plan/model/map";
import { idsOf } from "@/components/plan/seatIds";
import { answer, api } from "@/lib/api";
import { useSeatsChanged } from "./queries";
import { useSending } from "./useSending";

type Hold = { seats: readonly number[]; note: string; until: string | null };

/** Holds seats for the house: all of them or none. Afterwards, refused or not, what is free is asked for anew. */
export function useHold(eventId: string, map: SeatMap) {
  const changed = useSeatsChanged(eventId);
  return useSending(async ({ seats, note, until }: Hold, key) => {
    const seatIds = await idsOf(eventId, map, seats);
    const body = { eventId, seatIds, note, ...(until ? { until } : {}) };
    const params = { header: { "Idempotency-Key": key } };
    try {
      return (await answer(api.POST("/v1/seats/house", { params, body }))).held;
    } finally {
      await changed();
    }
  });
}

/** Lets seats of the house go on sale again. */
export function useRelease(eventId: string) {
  const changed = useSeatsChanged(eventId);
  return useSending(async (seatIds: string[], key) => {
    const params = { header: { "Idempotency-Key": key } };
    const { released } = await answer(api.POST("/v1/seats/house/release", { params, body: { eventId, seatIds } }));
    await changed();
    return released;
  });
}
