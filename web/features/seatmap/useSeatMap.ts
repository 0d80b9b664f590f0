"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { newSeatMap, type SeatMap, takeDelta, takeSnapshot } from "@/components/plan/model/map";
import { type PlanDocument, readPlan } from "@/components/plan/model/plan";
import { answer, openApi } from "@/lib/api";
import { createStore, useStore } from "@/lib/store";
import { follow } from "./live";

/** The map of an event, followed live. `version` rises with every change of a seat, `lost` says that the stream is broken. */
export function useSeatMap(event: string) {
  const availability = useQuery({
    queryKey: ["availability", event],
    queryFn: ({ signal }) =>
      answer(openApi.GET("/events/{id}/availability", { params: { path: { id: event } }, signal })),
    staleTime: Number.POSITIVE_INFINITY, // the stream keeps it fresh
  });
  const { data: now, refetch } = availability;
  const hash = now?.plan ?? "";
  const geometry = useQuery({
    queryKey: ["plan", event, hash],
    queryFn: async ({ signal }) => {
      const params = { path: { id: event }, query: { v: hash } };
      const doc = await answer(openApi.GET("/events/{id}/plan", { params, signal }));
      return newSeatMap(readPlan(doc as unknown as PlanDocument), hash);
    },
    enabled: hash !== "",
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false, // it is one thing that changes in place
  });
  const map = geometry.data ?? null;
  const [changes] = useState(() => createStore(0));
  const [lost, setLost] = useState(false);
  const version = useStore(changes, 0);

  useEffect(() => {
    if (map === null) return;
    if (now) takeSnapshot(map, now);
    const show = () => changes.set(map.version);
    show();
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    };
    const stop = follow(event, {
      snapshot(snapshot) {
        const taken = takeSnapshot(map, snapshot);
        if (taken === "other") void refetch();
        later();
        return taken;
      },
      delta(delta) {
        const taken = takeDelta(map, delta);
        later();
        return taken;
      },
      lost: setLost,
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [event, map, now, refetch, changes]);

  const ready: SeatMap | null = map?.sequence != null ? map : null;
  return {
    map: ready,
    version,
    lost,
    empty: now?.plan === "",
    error: availability.error ?? geometry.error,
    retry: refetch,
  };
}
