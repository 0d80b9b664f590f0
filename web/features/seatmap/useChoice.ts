"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import { besides } from "@/components/plan/model/party";
import { findSeat } from "@/components/plan/model/plan";
import { available } from "@/components/plan/model/states";
import { idsOf, seatsOf } from "@/components/plan/seatIds";
import { announce } from "@/components/ui/LiveRegion";
import { Problem } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { type Hold, useHolds, type Wish } from "./useHolds";
import { useSeatWords } from "./words";

/** What was not held: where, why, and what there is instead. */
export type Refusal = {
  seats: number[];
  error: unknown;
  note?: string;
  offer: { seats: number[]; total: number } | null;
};

const doubleTap = 700; // milliseconds in which a second tap on a seat means the same as the first

const nobody: ReadonlySet<number> = new Set();

/** What the visitor takes from a map: taps and wishes become holds at once, refusals stay where they happened. */
export function useChoice(event: string, map: SeatMap, limit: number, selling: boolean) {
  const texts = useTexts(seatmap);
  const words = useSeatWords();
  const { holds, hold, release, extend, toCart, refresh } = useHolds(event);
  const [asked, setAsked] = useState(nobody);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [party, setParty] = useState(1);
  const busy = useRef(false); // a second tap while the first is on its way is no second deed

  const heldAt = useRef(Number.NEGATIVE_INFINITY); // when the last hold came, by the page's own clock

  const bySeat = useMemo(() => {
    const found = holds.map((one): [number | null, Hold] => [
      findSeat(map.plan, one.sectionCode, one.row, one.seat),
      one,
    ]);
    return new Map(found.filter((pair): pair is [number, Hold] => pair[0] !== null));
  }, [holds, map]);
  const mine = useMemo(() => new Set(bySeat.keys()), [bySeat]);

  const refuse = useCallback(
    async (seats: number[], error: unknown) => {
      const body = error instanceof Problem ? (error.body.offer as { seatIds?: string[]; totalAmount?: number }) : null;
      let offer: Refusal["offer"] = null;
      if (body?.seatIds?.length)
        offer = { seats: await seatsOf(event, map, body.seatIds).catch(() => []), total: body.totalAmount ?? 0 };
      setRefusal({ seats, error, offer: offer?.seats.length ? offer : null });
    },
    [event, map],
  );

  const take = useCallback(
    async (seats: number[]) => {
      if (busy.current || !selling || seats.length === 0) return;
      setRefusal(null);
      if (mine.size + seats.length > limit) {
        setRefusal({ seats, error: null, note: texts.limit(limit), offer: null });
        return;
      }
      busy.current = true;
      setAsked(new Set(seats));
      try {
        await hold({ seatIds: await idsOf(event, map, seats) });
        heldAt.current = performance.now();
        announce(texts.heldNow(words.names(map.plan, seats)));
      } catch (error) {
        await refuse(seats, error);
      } finally {
        busy.current = false;
        setAsked(nobody);
      }
    },
    [event, map, limit, selling, mine, hold, refuse, texts, words],
  );

  const letGo = useCallback(
    async (one: Hold) => {
      if (busy.current) return;
      busy.current = true;
      try {
        await release(one);
        announce(texts.releasedNow(texts.seatName(one.sectionCode, one.row, one.seat)));
      } catch (error) {
        const seat = findSeat(map.plan, one.sectionCode, one.row, one.seat);
        setRefusal({ seats: seat === null ? [] : [seat], error, offer: null });
      } finally {
        busy.current = false;
      }
    },
    [map, release, texts],
  );

  /** A tap on a seat: takes it, with its neighbours for a party, or lets it go. */
  const tap = useCallback(
    async (seat: number) => {
      const own = bySeat.get(seat);
      if (own) return performance.now() - heldAt.current < doubleTap ? undefined : letGo(own);
      if (map.states[seat] !== available) {
        announce(words.full(map, seat, mine));
        return;
      }
      const group = besides(map.plan, map.states, seat, party);
      if (group.length < party) {
        setRefusal({ seats: [seat], error: null, note: texts.fewer(group.length, party), offer: null });
        return;
      }
      return take(group);
    },
    [bySeat, letGo, map, mine, party, take, texts, words],
  );

  /** The best seats for a wish. */
  const best = useCallback(
    async (wish: Wish): Promise<number[]> => {
      if (busy.current || !selling) return [];
      setRefusal(null);
      busy.current = true;
      try {
        const got = await hold(wish);
        const seats = got.flatMap((one) => findSeat(map.plan, one.sectionCode, one.row, one.seat) ?? []);
        announce(texts.heldNow(words.names(map.plan, seats)));
        return seats;
      } finally {
        busy.current = false;
      }
    },
    [hold, map, selling, texts, words],
  );

  // Whoever loses a seat to the clock finds it free again at once, without a reload.
  const soonest = holds.reduce<string | null>(
    (end, one) => (end === null || one.expiresAt < end ? one.expiresAt : end),
    null,
  );
  const kept = useRef<number[]>([]);
  useEffect(() => {
    if (mine.size > 0) kept.current = [...mine];
  }, [mine]);

  return {
    ...{ holds, mine, asked, refusal, party, setParty, tap, take, letGo, best, extend, toCart, refresh, soonest },
    again: () => take(kept.current),
    dismiss: () => setRefusal(null),
    limit,
    selling,
  };
}

export type Choice = ReturnType<typeof useChoice>;
