"use client";

import type { SeatMap } from "@/components/plan/model/map";
import { idsOf } from "@/components/plan/seatIds";
import { answer } from "@/lib/api";
import type { Changes } from "./painting";
import { useSeatsChanged } from "./queries";
import { useDeed } from "./useDeed";
import { seatApi } from "./wire";

type Order = {
  changes: Changes;
  /** Called when they are saved, before the plan is fetched anew. */
  saved: () => void;
};

const sameness = ({ changes }: Order) => changes;

/** Saves changes of prices; the answer is how many held and sold seats kept theirs. */
export function useSavePrices(event: string, map: SeatMap) {
  const changed = useSeatsChanged(event);
  return useDeed(async ({ changes, saved }: Order, key) => {
    const { categories, painted } = changes;
    const named = [];
    for (const { category, seats } of painted) named.push({ category, seatIds: await idsOf(event, map, seats) });
    const { keptSeats } = await answer(
      seatApi.PUT("/admin/events/{id}/categories", {
        params: { path: { id: event }, header: { "Idempotency-Key": key } },
        body: { categories, painted: named },
      }),
    );
    saved();
    await changed();
    return keptSeats;
  }, sameness);
}
