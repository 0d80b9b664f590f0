"use client";

import { useMemo } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import { type Plan, rowOf, seatLabel, sectionOf } from "@/components/plan/model/plan";
import { available, held, sold } from "@/components/plan/model/states";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { Category } from "./painting";

/** Seats and sections in the office's words. */
export function useSeatWords() {
  const texts = useTexts(officeSeats);
  const format = useFormat();
  return useMemo(() => {
    const count = (seats: number) => texts.seats(seats, format.number(seats));
    return {
      count,
      /** Standing places are one on a plan, so that they have the name of their floor. */
      name(plan: Plan, seat: number) {
        const { name, standing } = sectionOf(plan, seat);
        return standing ? name : texts.seatName(name, rowOf(plan, seat).label, seatLabel(plan, seat));
      },
      state: (map: SeatMap, seat: number) => {
        const state = map.states[seat];
        if (state === available) return texts.state.free;
        return state === held ? texts.state.held : state === sold ? texts.state.sold : texts.state.off;
      },
      price: (category: Pick<Category, "name"> | undefined, amount: number | null, currency: string) =>
        amount === null ? (category?.name ?? "") : `${category?.name ?? ""}, ${format.money(amount, currency)}`,
      sections: (plan: Plan) => plan.sections.map((section) => ({ name: section.name, note: count(section.count) })),
    };
  }, [texts, format]);
}
