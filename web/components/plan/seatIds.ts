import { answer, openApi } from "@/lib/api";
import type { SeatMap } from "./model/map";
import { sectionOf } from "./model/plan";

// Ids are large and only needed for a tap: a section's at a time, and kept, since they never change.
const known = new Map<string, { ids: Map<number, string>; seats: Map<string, number> }>();
const most = 10_000; // in one answer

function bookOf(event: string, map: SeatMap) {
  const key = `${event} ${map.hash}`;
  const book = known.get(key) ?? { ids: new Map<number, string>(), seats: new Map<string, number>() };
  known.set(key, book);
  return book;
}

async function read(event: string, map: SeatMap, first: number, count: number): Promise<void> {
  const book = bookOf(event, map);
  const query = { v: map.hash, first, count: Math.min(most, count) };
  const told = await answer(openApi.GET("/events/{id}/plan/seats", { params: { path: { id: event }, query } }));
  told.ids.forEach((id, place) => {
    book.ids.set(told.first + place, id);
    book.seats.set(id, told.first + place);
  });
}

/** The ids of seats of the plan, which requests name them by. */
export async function idsOf(event: string, map: SeatMap, seats: readonly number[]): Promise<string[]> {
  const { ids } = bookOf(event, map);
  for (const seat of seats) {
    if (ids.has(seat)) continue;
    const { first, count } = sectionOf(map.plan, seat);
    const from = first + Math.floor((seat - first) / most) * most;
    await read(event, map, from, first + count - from);
  }
  return seats.map((seat) => ids.get(seat) ?? "");
}

/** The seats with these ids. An offer is mostly near what was asked for; only where it is not, all ids are read. */
export async function seatsOf(event: string, map: SeatMap, ids: readonly string[]): Promise<number[]> {
  const { seats } = bookOf(event, map);
  for (let first = 0; first < map.plan.seats && !ids.every((id) => seats.has(id)); first += most)
    await read(event, map, first, most);
  return ids.flatMap((id) => seats.get(id) ?? []);
}
