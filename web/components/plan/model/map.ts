import { type Grid, gridOf } from "./grid";
import type { Plan } from "./plan";
import { applyDelta, available, type Delta, decodeStates, off, type Snapshot } from "./states";

/** A plan with what its seats show now. Parts that draw it watch it; seats whose state changed are told for a moment's emphasis. */
export type SeatMap = {
  plan: Plan;
  hash: string;
  grid: Grid;
  states: Uint8Array;
  sequence: number | null;
  /** Free seats. */
  left: number;
  version: number;
};

export function newSeatMap(plan: Plan, hash: string): SeatMap {
  const states = new Uint8Array(plan.seats).fill(off);
  return { plan, hash, grid: gridOf(plan), states, sequence: null, left: 0, version: 0 };
}

/** What an update did: `other` plan and `gap` ask for a new snapshot, with its plan. */
export type Taken = "applied" | "old" | "gap" | "other";

export function takeSnapshot(map: SeatMap, snapshot: Snapshot): Taken {
  if (snapshot.plan !== map.hash) return "other";
  if (map.sequence === snapshot.sequence) return "old";
  map.states = decodeStates(snapshot.states, map.plan.seats);
  return changed(map, snapshot.sequence);
}

export function takeDelta(map: SeatMap, delta: Delta): Taken {
  const taken = applyDelta(map.states, map.sequence, delta);
  return taken === "applied" ? changed(map, delta.sequence) : taken;
}

function changed(map: SeatMap, sequence: number): "applied" {
  map.sequence = sequence;
  map.left = 0;
  for (const state of map.states) if (state === available) map.left += 1;
  map.version += 1;
  return "applied";
}
