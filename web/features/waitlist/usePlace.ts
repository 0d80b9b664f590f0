"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, openApi } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";
import { useSession } from "@/lib/session";
import { mayChange, stageOf } from "./stage";

const lookAgain = 10_000; // milliseconds

/** Which place, and what opens it; without a secret, the session of the address's owner. */
export type Key = { entryId: string | null; secret: string | null };

function params({ entryId, secret }: Key) {
  return { path: { entryId: entryId ?? "" }, query: secret ? { secret } : {} };
}

/** A place in line, looked at again every 10 s while something may happen to it. Looking changes nothing. */
export function usePlace(key: Key) {
  const known = useSession().kind !== "unknown";
  return useQuery({
    queryKey: ["place", key.entryId, key.secret],
    queryFn: ({ signal }) => answer(openApi.GET("/v1/waitlist/{entryId}", { params: params(key), signal })),
    enabled: key.entryId !== null && (key.secret !== null || known),
    refetchInterval: ({ state }) => (state.data && mayChange(stageOf(state.data, serverNow())) ? lookAgain : false),
    refetchOnWindowFocus: "always",
  });
}

export type Change = "confirm" | "decline" | "leave";

/** What the buttons do. Afterwards the place is looked at again, whatever came of it. */
export function useChange(key: Key) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change) => {
      await answer(send(change, key));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["place", key.entryId] }),
  });
}

function send(change: Change, key: Key) {
  switch (change) {
    case "confirm":
      return openApi.POST("/v1/waitlist/{entryId}/confirm", { params: params(key) });
    case "decline":
      return openApi.POST("/v1/waitlist/{entryId}/decline", { params: params(key) });
    case "leave":
      return openApi.DELETE("/v1/waitlist/{entryId}", { params: params(key) });
  }
}
