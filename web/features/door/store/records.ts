import type { Schemas } from "@/lib/api";
import type { Entry, Verdict } from "../judge";

/** An event as a door needs it, and how far this device knows it. Times are milliseconds. */
export type Roll = {
  id: string;
  name: string;
  venue: string;
  startsAt: number;
  timeZone: string;
  keys: Schemas["FulfillmentKeySet"] | null;
  /** The newest `changedAt` that was read; what came after it is asked for. */
  newest: string | null;
  /** When the last complete reading began, by the server's clock; null: there was none. */
  readAt: number | null;
};

/** An event by what a device shows of it. */
export type DoorEvent = Pick<Roll, "id" | "name" | "venue" | "startsAt" | "timeZone">;

/** Where a device stands: an event and, in the words of the house, a gate. */
export type Place = { event: DoorEvent; gate: string };

/** What the server said last about a ticket. */
export type KeptEntry = Entry & { eventId: string; ticketId: string; ticketNumber: string; changedAt: string };

/** What is sent for a scan: word for word the same each time, as its key stands for it. */
export type CheckIn = { code?: string; ticketNumber?: string; eventId: string; gate: string; at: string };

/**
 * Where an admission stands with the server: `none` there is nothing to send, `waiting` the server has not confirmed it, `sent` it has,
 * `conflict` it refused what this device had admitted, `undone` it was taken back.
 */
export type Sync = "none" | "waiting" | "sent" | "conflict" | "undone";

/** A scan with its verdict: a line of the device's log, and of its queue while it waits. */
export type Scan = {
  /** Also its idempotency key. */
  id: string;
  eventId: string;
  at: number;
  body: CheckIn;
  ticketId: string | null;
  ticketNumber: string;
  seat: string;
  holder: string;
  verdict: Verdict;
  sync: Sync;
  /** It was sent at least once: the server may have it although no answer came. */
  attempted: boolean;
  /** When the server confirmed it. */
  sentAt: number | null;
  /** Why the server refused it afterwards. */
  conflict: Verdict | null;
  /** Somebody has seen the conflict. */
  seen: boolean;
};
