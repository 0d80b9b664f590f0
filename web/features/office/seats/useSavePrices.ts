"use client";

import { useMutation } from "@tanstack/react-query";
import type { SeatMap } from "@/components/plan/model/map";
import { idsOf } from "@/components/plan/seatIds";
import { answer, api } from "@/lib/api";
import type { Changes } from "./painting";
import { useSeatsChanged } from "./queries";

type Order = {
  changes: Changes;
  /** Called when they are saved, before the plan is fetched anew. */
  saved: () => void;
};

/** Saves changes of prices, which sent twice are saved once; the answer is how many held and sold seats kept theirs. */
export function useSavePrices(event: string, map: SeatMap) {
  const changed = useSeatsChanged(event);
  return useMutation({
    mutationFn: async ({ changes, saved }: Order) => {
      const painted = [];
      for (const { category, seats } of changes.painted)
        painted.push({ category, seatIds: await idsOf(event, map, seats) });
      const body = { categories: changes.categories, painted };
      const params = { path: { id: event } };
      const { keptSeats } = await answer(api.PUT("/admin/events/{id}/categories", { params, body }));
      saved();
      await changed();
      return keptSeats;
    },
  });
}
