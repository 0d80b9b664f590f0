"use client";

import { useMemo } from "react";
import type { SectionLabel } from "@/components/plan/model/labels";
import { type Showing, showingOf } from "@/components/plan/model/look";
import type { SeatMap } from "@/components/plan/model/map";
import { type Plan, priceOf, rowOf, seatLabel, sectionOf } from "@/components/plan/model/plan";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";

/** Seats in words: their names, prices and states. */
export function useSeatWords() {
  const texts = useTexts(seatmap);
  const format = useFormat();
  return useMemo(() => {
    const name = (plan: Plan, seat: number) =>
      texts.seatName(sectionOf(plan, seat).name, rowOf(plan, seat).label, seatLabel(plan, seat));
    const prices = new Map<string, string>(); // few, asked for with every seat
    const price = (plan: Plan, seat: number) => {
      const key = `${priceOf(plan, seat)} ${plan.currency}`;
      const text = prices.get(key) ?? format.money(priceOf(plan, seat), plan.currency);
      prices.set(key, text);
      return text;
    };
    const said = (plan: Plan, seat: number, showing: Showing) =>
      `${name(plan, seat)}, ${price(plan, seat)}, ${texts.state[showing]}`;
    return {
      name,
      price,
      said,
      names: (plan: Plan, seats: readonly number[]) => seats.map((seat) => name(plan, seat)).join("; "),
      full: (map: SeatMap, seat: number, mine: ReadonlySet<number>) => said(map.plan, seat, showingOf(map, seat, mine)),
      /** A standing section. */
      floor: (label: SectionLabel) => `${label.name}, ${texts.standing}, ${label.note}`,
    };
  }, [texts, format]);
}

export type SeatWords = ReturnType<typeof useSeatWords>;
