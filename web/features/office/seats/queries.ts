"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { newSeatMap, type SeatMap, takeSnapshot } from "@/components/plan/model/map";
import { type PlanDocument, readPlan } from "@/components/plan/model/plan";
import { answer, api, openApi, page } from "@/lib/api";

const often = 10_000; // milliseconds between two looks at what is held and sold

export type OfficeMap = {
  map: SeatMap | null;
  version: number;
  /** The event has no seats. */
  empty: boolean;
  error: unknown;
  retry: () => void;
};

/** The plan of an event with the states of its seats, looked at every now and then: here nothing is won by a second. */
export function useOfficeMap(event: string): OfficeMap {
  const availability = useQuery({
    queryKey: ["office", "availability", event],
    queryFn: ({ signal }) =>
      answer(openApi.GET("/events/{id}/availability", { params: { path: { id: event } }, signal })),
    refetchInterval: often,
  });
  const now = availability.data;
  const hash = now?.plan ?? "";
  const geometry = useQuery({
    queryKey: ["office", "plan", event, hash],
    queryFn: async ({ signal }) => {
      const params = { path: { id: event }, query: { v: hash } };
      const doc = await answer(openApi.GET("/events/{id}/plan", { params, signal }));
      return newSeatMap(readPlan(doc as unknown as PlanDocument), hash);
    },
    enabled: hash !== "",
    placeholderData: keepPreviousData, // a page that is at work stays while the plan that it saved is fetched
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false, // it is one thing that changes in place
  });
  const map = (hash !== "" && geometry.data) || null;
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (map && now && takeSnapshot(map, now) === "applied") setVersion((turn) => turn + 1);
  }, [map, now]);
  const { refetch } = availability;
  return useMemo(
    () => ({
      map,
      version,
      empty: now !== undefined && hash === "",
      error: availability.error ?? geometry.error,
      retry: () => void refetch(),
    }),
    [map, version, now, hash, availability.error, geometry.error, refetch],
  );
}

/** Asks anew for everything that tells of an event's seats. */
export function useSeatsChanged(event: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["event", event] }),
      client.invalidateQueries({ queryKey: ["events"] }),
      client.invalidateQueries({ queryKey: ["availability", event] }),
      client.invalidateQueries({ queryKey: ["office"] }),
    ]);
  };
}

export const houseSize = 50;

/** A page of what is held for the house. */
export function useHouse(event: string, cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "house", event, cursor ?? ""],
    queryFn: ({ signal }) => {
      const query = { eventId: event, limit: houseSize, ...(cursor ? { cursor } : {}) };
      return page(api.GET("/v1/seats/house", { params: { query }, signal }));
    },
  });
}
