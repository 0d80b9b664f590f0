"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { type Api, answer, api, openApi } from "@/lib/api";
import { orderApi, useSession } from "@/lib/session";
import { isKept, mayChange, nextLook, type Order } from "./story";

/** Which order, and what opens it; without a secret, the session that placed it. */
export type Key = { id: string | null; secret: string | null };

function params({ id, secret }: Key) {
  return { path: { id: id ?? "" }, query: secret ? { secret } : {} };
}

/** An order, looked at again while something may happen to it: soon after a change, later while nothing happens. */
export function useOrder(key: Key) {
  const known = useSession().kind !== "unknown";
  const pace = usePace();
  return useQuery({
    queryKey: ["order", key.id, key.secret],
    queryFn: async ({ signal }) =>
      (await answer(openApi.GET("/orders/{id}", { params: params(key), signal }))) as Order,
    enabled: key.id !== null && (key.secret !== null || known),
    refetchInterval: ({ state }) => (state.data && mayChange(state.data) ? pace(state.data) : false),
    refetchOnMount: "always",
    refetchOnWindowFocus: "always",
  });
}

/** The tickets there are so far, until all are there. */
export function useTickets(key: Key, order: Order) {
  const pace = usePace();
  return useQuery({
    // Asked anew as soon as the order says that all are issued.
    queryKey: ["tickets", key.id, key.secret, order.state],
    queryFn: ({ signal }) => answer(openApi.GET("/orders/{id}/tickets", { params: params(key), signal })),
    enabled: isKept(order),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data && state.data.length < order.items.length ? pace(state.data) : false),
  });
}

/** Waits a share of the time since what is watched last changed; the same data is the same object. */
function usePace(): (data: object) => number {
  const last = useRef<{ data: object | null; at: number }>({ data: null, at: 0 });
  return (data) => {
    if (last.current.data !== data) last.current = { data, at: Date.now() };
    return nextLook(last.current.at, Date.now());
  };
}

/** What may be done with an order, as whoever opened it. */
export function useOrderDeeds(key: Key) {
  const queries = useQueryClient();
  const { id, secret } = key;
  const owner: Api = useMemo(() => (id !== null && secret !== null ? orderApi(id, secret) : api), [id, secret]);
  const refresh = () => queries.invalidateQueries({ queryKey: ["order", id] });
  return {
    owner,
    refresh,
    resend: async () => {
      await answer(openApi.POST("/orders/{id}/resend", { params: params(key) }));
      await refresh();
    },
    cancel: async () => {
      try {
        await answer(owner.PATCH("/orders/{id}/cancel", { params: { path: { id: id ?? "" } } }));
      } finally {
        await refresh();
      }
    },
    file: (kind: "pdf" | "ics"): Promise<Blob> => {
      const options = { params: params(key), parseAs: "blob" } as const;
      return kind === "pdf"
        ? answer<Blob>(openApi.GET("/orders/{id}/tickets.pdf", options))
        : answer<Blob>(openApi.GET("/orders/{id}/tickets.ics", options));
    },
  };
}

export type OrderDeeds = ReturnType<typeof useOrderDeeds>;
