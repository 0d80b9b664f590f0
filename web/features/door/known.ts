import type { Own } from "./judge";
import type { KeptEntry, Roll, Scan } from "./store/records";
import type { DoorStore } from "./store/store";

const keptFor = 3 * 86_400_000; // milliseconds that events and settled scans are kept

export const numberKey = (ticketNumber: string) => ticketNumber.trim().toUpperCase();

/** What this device knows of an event: in memory for the verdict, and in the store before anybody relies on it. */
export class Known {
  roll: Roll;
  private readonly store: DoorStore;
  private readonly byTicket = new Map<string, KeptEntry>();
  private readonly byNumber = new Map<string, string>(); // a ticket's number → its id
  private readonly log = new Map<string, Scan>(); // of all events, the oldest first

  private constructor(store: DoorStore, roll: Roll, entries: KeptEntry[], scans: Scan[]) {
    this.store = store;
    this.roll = roll;
    for (const entry of entries) this.note(entry);
    for (const scan of scans) this.log.set(scan.id, scan);
  }

  /** Takes up what an earlier visit left of the event. */
  static async open(store: DoorStore, fresh: Roll, now: number): Promise<Known> {
    await store.forget(now - keptFor);
    const kept = await store.roll(fresh.id);
    const { keys = null, newest = null, readAt = null } = kept ?? {};
    return new Known(store, { ...fresh, keys, newest, readAt }, await store.entries(fresh.id), await store.scans());
  }

  get lasting(): boolean {
    return this.store.lasting;
  }

  /** The scans of this event, the newest first. */
  scans(): Scan[] {
    return [...this.log.values()].filter(({ eventId }) => eventId === this.roll.id).reverse();
  }

  /** What the server has not confirmed, of any event, in the order in which it was admitted. */
  waiting(): Scan[] {
    return [...this.log.values()].filter(({ sync }) => sync === "waiting");
  }

  entry(ticketId: string): KeptEntry | null {
    return this.byTicket.get(ticketId) ?? null;
  }

  entryByNumber(ticketNumber: string): KeptEntry | null {
    const ticketId = this.byNumber.get(numberKey(ticketNumber));
    return ticketId === undefined ? null : this.entry(ticketId);
  }

  /** The admission by this device that still counts: one that waits, or one that nobody took back elsewhere. */
  own(is: (scan: Scan) => boolean): Own | null {
    const scan = this.scans().find((each) => is(each) && (each.sync === "waiting" || each.sync === "sent"));
    if (!scan) return null;
    const entry = scan.ticketId === null ? null : this.entry(scan.ticketId);
    const takenBack =
      entry?.status === "valid" && Date.parse(entry.changedAt) > (scan.sentAt ?? Number.POSITIVE_INFINITY);
    return takenBack ? null : { at: scan.at, gate: scan.body.gate };
  }

  /** Whether an admission by this device waits that the server does not know of. */
  isWaiting(is: (scan: Scan) => boolean): boolean {
    return this.waiting().some(is);
  }

  scan(id: string): Scan | null {
    return this.log.get(id) ?? null;
  }

  async put(scan: Scan): Promise<void> {
    await this.store.putScan(scan);
    this.log.set(scan.id, scan);
  }

  /** Gives a scan another key. */
  async replace(was: string, scan: Scan): Promise<void> {
    await this.store.replaceScan(was, scan);
    this.log.delete(was);
    this.log.set(scan.id, scan);
  }

  async learn(roll: Roll, entries: readonly KeptEntry[] = []): Promise<void> {
    await this.store.putRoll(roll, entries);
    this.roll = roll;
    for (const entry of entries) this.note(entry);
  }

  private note(entry: KeptEntry): void {
    this.byTicket.set(entry.ticketId, entry);
    this.byNumber.set(numberKey(entry.ticketNumber), entry.ticketId);
  }
}
