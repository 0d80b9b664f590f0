"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/lib/api";

/** What happened to orders, in all or in one step of time. */
export type Figures = Schemas["OrderingFigures"];
export type FiguresAt = Figures & Schemas["OrderingFiguresAt"];
export type FiguresIn = Omit<Schemas["OrderingFiguresIn"], "over"> & { over: FiguresAt[] };

/** Which figures: of one event or of all, from so many days before now. */
export type Span = { eventId?: string | undefined; days: number };

const everyHalfMinute = 30_000; // milliseconds

/** What happened to orders day by day (in UTC), one list per currency. */
export function useFigures({ eventId, days }: Span, options: { live?: boolean } = {}) {
  return useQuery({
    queryKey: ["office", "figures", eventId, days],
    queryFn: async () => {
      const query = { from: daysAgo(days - 1, Date.now()), by: "day" as const, ...(eventId ? { eventId } : {}) };
      return (await answer(api.GET("/admin/orders/figures", { params: { query } }))) as FiguresIn[];
    },
    refetchInterval: options.live ? everyHalfMinute : false,
    placeholderData: keepPreviousData,
  });
}

/** The beginning of a day in UTC, so many days before now. */
export function daysAgo(days: number, now: number): string {
  const day = new Date(now);
  day.setUTCHours(0, 0, 0, 0);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString();
}
