"use client";

import { useMemo } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import { companion, type Plan, priceOf, rowOf, seatLabel, sectionOf, wheelchair } from "@/components/plan/model/plan";
import { available, held, sold } from "@/components/plan/model/states";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";

/** Which of the area's words says what a seat shows. */
export function stateOf(map: SeatMap, seat: number, mine: ReadonlySet<number>) {
  if (mine.has(seat)) return "mine";
  const state = map.states[seat];
  if (state === held) return "held";
  if (state === sold) return "sold";
  if (state !== available) return "off";
  const place = map.plan.accessible[seat];
  return place === wheelchair ? "wheelchair" : place === companion ? "companion" : "available";
}

/** Seats in words: their names, prices and states. */
export function useSeatWords() {
  const texts = useTexts(seatmap);
  const format = useFormat();
  return useMemo(() => {
    const name = (plan: Plan, seat: number) =>
      texts.seatName(sectionOf(plan, seat).name, rowOf(plan, seat).label, seatLabel(plan, seat));
    const price = (plan: Plan, seat: number) => format.money(priceOf(plan, seat), plan.currency);
    return {
      name,
      price,
      names: (plan: Plan, seats: readonly number[]) => seats.map((seat) => name(plan, seat)).join("; "),
      full: (map: SeatMap, seat: number, mine: ReadonlySet<number>) =>
        `${name(map.plan, seat)}, ${price(map.plan, seat)}, ${texts.state[stateOf(map, seat, mine)]}`,
    };
  }, [texts, format]);
}
