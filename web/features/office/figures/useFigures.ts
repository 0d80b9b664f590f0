"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";

/** What happened to orders, in all or in one step of time. */
export type Figures = Schemas["OrderingFigures"];
export type FiguresIn = Schemas["OrderingFiguresIn"];

/** How long a step of figures is. */
export type By = "hour" | "day";

/** Which figures: of one event or of all, from so many days before now. */
export type Span = { eventId?: string | undefined; days: number };

/** What was found, with the step by which it is told: while others are awaited, these may be shown on. */
export type Found = { by: By; figures: FiguresIn[] };

const everyHalfMinute = 30_000; // milliseconds

/** A day is told hour by hour, more of them day by day. */
function stepOf(days: number): By {
  return days === 1 ? "hour" : "day";
}

/** What happened to orders step by step, one list per currency. Days are those of UTC. */
export function useFigures({ eventId, days }: Span, options: { live?: boolean } = {}) {
  return useQuery({
    queryKey: ["office", "figures", eventId, days],
    queryFn: async (): Promise<Found> => {
      const from = days === 1 ? hoursAgo(23, serverNow()) : daysAgo(days - 1, serverNow());
      const by = stepOf(days);
      const query = { from, by, ...(eventId ? { eventId } : {}) };
      return { by, figures: await answer(api.GET("/admin/orders/figures", { params: { query } })) };
    },
    refetchInterval: options.live ? everyHalfMinute : false,
    placeholderData: keepPreviousData,
  });
}

/** The beginning of an hour, so many hours before now. */
export function hoursAgo(hours: number, now: number): string {
  const hour = 3_600_000; // milliseconds
  return new Date((Math.floor(now / hour) - hours) * hour).toISOString();
}

/** The beginning of a day in UTC, so many days before now. */
export function daysAgo(days: number, now: number): string {
  const day = new Date(now);
  day.setUTCHours(0, 0, 0, 0);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString();
}
