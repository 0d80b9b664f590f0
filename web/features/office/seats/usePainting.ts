"use client";

import { useMemo } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import { createStore, useStore } from "@/lib/store";
import { type History, newHistory, record, redo, undo } from "./history";
import { changesOf, countsOf, isEmpty, type Painting, readPainting } from "./painting";

type Draft = { hash: string; base: Painting; history: History<Painting>; saved: boolean };

const none: ReadonlyMap<string, Draft> = new Map();
// By event, outside the page: who goes to another tab, or back in the browser, finds what is not saved when they return.
const drafts = createStore(none);

function newDraft(map: SeatMap): Draft {
  const base = readPainting(map.plan);
  return { hash: map.hash, base, history: newHistory(base), saved: false };
}

function changesIn({ base, history }: Draft, currency: string) {
  return changesOf(base, history.now, currency);
}

/** The painting of an event's plan, with its steps and what of it is not saved. */
export function usePainting(event: string, map: SeatMap) {
  const all = useStore(drafts, none);
  const { currency } = map.plan;
  const fresh = useMemo(() => newDraft(map), [map]);
  const kept = all.get(event);
  const draft = kept?.hash === map.hash ? kept : fresh;
  const changes = useMemo(() => changesIn(draft, currency), [draft, currency]);
  // A plan that somebody else replaced takes what was painted on the old one with it.
  const lost = kept !== undefined && kept !== draft && !kept.saved && !isEmpty(changesIn(kept, currency));
  const put = (next: Draft) => drafts.set(new Map(drafts.get()).set(event, next));
  const step = (history: History<Painting>) => {
    if (history !== draft.history) put({ ...draft, history, saved: false });
  };
  const { history } = draft;
  const counts = useMemo(() => countsOf(history.now), [history.now]);
  return {
    base: draft.base,
    now: history.now,
    counts,
    changes,
    dirty: !draft.saved && !isEmpty(changes),
    lost,
    change: (next: Painting, key?: string) => step(record(history, next, key)),
    undo: history.past.length > 0 ? () => step(undo(history)) : null,
    redo: history.future.length > 0 ? () => step(redo(history)) : null,
    discard: () => step(record(history, draft.base)),
    saved: () => put({ ...draft, saved: true }),
  };
}

export type PaintingControl = ReturnType<typeof usePainting>;
