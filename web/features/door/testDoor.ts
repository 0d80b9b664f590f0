import { readFileSync } from "node:fs";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type Page, Problem } from "@/lib/api";
import { Door } from "./door";
import { Known } from "./known";
import type { Admission, DoorEntry, Server } from "./server";
import type { CheckIn, Roll } from "./store/records";
import { openStore } from "./store/store";

/** Codes that the server's own code made: a ticket, its second issue, two more. */
export const samples = JSON.parse(readFileSync("../internal/fulfillment/testdata/codes.json", "utf8"));
export const [first, second, standing, elsewhere] = samples.good;

export const evening = Date.parse("2036-05-01T19:00:00Z");

export const freshRoll: Roll = {
  id: first.eventId,
  name: "Jazz in the park",
  venue: "Old Mill",
  startsAt: evening,
  timeZone: "Europe/Berlin",
  keys: null,
  newest: null,
  readAt: null,
};

export const admission = (more: Partial<Admission> = {}): Admission => ({
  ticketId: first.ticketId,
  ticketNumber: first.ticketNumber,
  eventId: first.eventId,
  sectionCode: "Platea",
  row: "C",
  seat: "14",
  holder: "Ana Muñoz",
  admittedAt: "2036-05-01T19:00:00Z",
  gate: "B",
  ...more,
});

export const doorEntry = (more: Partial<DoorEntry>): DoorEntry => ({
  ticketId: first.ticketId,
  ticketNumber: first.ticketNumber,
  eventId: first.eventId,
  sectionCode: "Platea",
  row: "C",
  seat: "14",
  status: "used",
  revision: 1,
  admittedAt: "2036-05-01T18:58:00Z",
  gate: "A",
  changedAt: "2036-05-01T18:58:00.123456Z",
  ...more,
});

export const used = () =>
  new Problem({ code: "already_admitted", status: 409, admittedAt: "2036-05-01T18:58:00Z", gate: "A" } as never);
export const unreachable = () => new Problem({ code: "unreachable" });

/** A server that a test plays: what it was asked, and what it answers. */
export class PlayedServer implements Server {
  sent: { body: CheckIn; key: string }[] = [];
  undone: string[] = [];
  lists: { since: string | null; cursor: string | null }[] = [];
  /** Answers to check-ins in their order; when they are used up, everybody is admitted. */
  answers: (() => Promise<Admission>)[] = [];
  pages: Page<DoorEntry>[] = [];
  away = false;

  async checkIn(body: CheckIn, key: string) {
    if (this.away) throw unreachable();
    this.sent.push({ body, key });
    return (this.answers.shift() ?? (async () => admission()))();
  }

  async undo(ticketId: string) {
    if (this.away) throw unreachable();
    this.undone.push(ticketId);
  }

  async keys() {
    return samples.keys;
  }

  async list(_event: string, since: string | null, cursor: string | null) {
    if (this.away) throw unreachable();
    this.lists.push({ since, cursor });
    return this.pages.shift() ?? { items: [], next: null };
  }
}

export const refuse = (problem: Problem) => async () => {
  throw problem;
};

/** Begins with a device that keeps nothing yet. */
export function newDevice(): void {
  Object.assign(globalThis, { indexedDB: new IDBFactory(), IDBKeyRange });
}

/** Opens the door as a page does that was just loaded. */
export async function openDoor(server: Server, now: () => number = () => evening) {
  const known = await Known.open(await openStore(), freshRoll, now());
  return { known, door: new Door(known, "B", server, now) };
}
