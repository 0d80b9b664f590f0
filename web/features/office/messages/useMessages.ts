"use client";

import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, type Page, page } from "@/lib/api";
import { type Context, contexts, type Message } from "./message";

export type State = Message["state"];

export const most = 100; // messages that a part is asked for: as many as a list may have

/** What is stuck, of all parts together. */
export type Shelf = {
  messages: Message[];
  /** Parts that gave no answer, or a refusal. */
  silent: Context[];
  /** Parts that were asked and are still to answer. */
  asking: Context[];
  /** Parts that have more than is shown. */
  full: Context[];
  /** Why the first silent part is silent. */
  error: unknown;
  retry: () => void;
  busy: boolean;
};

/** Asks all parts at once; one that is away keeps nobody else's list. */
export function useShelf(state: State): Shelf {
  const queries = useQueries({
    queries: contexts.map((context) => ({
      queryKey: ["office", "messages", state, context],
      queryFn: ({ signal }: { signal: AbortSignal }) => shelfOf(context, state, signal),
      refetchOnMount: "always" as const,
    })),
  });
  const where = (holds: (query: (typeof queries)[number]) => boolean) =>
    contexts.filter((_, index) => {
      const query = queries[index];
      return query !== undefined && holds(query);
    });
  const messages = queries.flatMap(({ data }) => data?.items ?? []);
  return {
    messages: messages.sort((a, b) => Date.parse(a.since) - Date.parse(b.since)),
    silent: where(({ isError }) => isError),
    asking: where(({ isPending }) => isPending),
    full: where(({ data }) => data !== undefined && data.next !== null),
    error: queries.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const query of queries) void query.refetch();
    },
    busy: queries.some(({ isFetching }) => isFetching),
  };
}

async function shelfOf(context: Context, state: State, signal: AbortSignal): Promise<Page<Message>> {
  const query = { state, limit: most };
  const { items, next } = await page(api.GET(`/admin/messages/${context}` as const, { params: { query }, signal }));
  return { items: items.map((message) => ({ ...message, context })), next };
}

/** One message with what it says. */
export function useMessage(message: Message | null) {
  return useQuery({
    queryKey: ["office", "message", message?.context, message?.id],
    queryFn: ({ signal }) => answer(api.GET(pathOf(message), { params: named(message), signal })),
    enabled: message !== null,
  });
}

function pathOf(message: Message | null) {
  return `/admin/messages/${message?.context ?? contexts[0]}/{id}` as const;
}

function named(message: Message | null) {
  return { path: { id: message?.id ?? "" } };
}

/** What can be done with a message. Whatever comes of it, the lists are looked at again. */
export function useMessageDeeds() {
  const queries = useQueryClient();
  const after = async (work: Promise<unknown>) => {
    try {
      await work;
    } finally {
      await queries.invalidateQueries({ queryKey: ["office", "messages"] });
    }
  };
  return {
    retry: (message: Message) =>
      after(answer(api.POST(`${pathOf(message)}/retry` as const, { params: named(message) }))),
    drop: (message: Message) => after(answer(api.DELETE(pathOf(message), { params: named(message) }))),
  };
}
