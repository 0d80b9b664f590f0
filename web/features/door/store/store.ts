import { openDatabase, read, write } from "./database";
import type { KeptEntry, Place, Roll, Scan } from "./records";

/** What outlives the page. Each promise is kept when the disk has it. */
export type DoorStore = {
  /** Whether anything outlives the page here. */
  lasting: boolean;
  place(): Promise<Place | null>;
  roll(eventId: string): Promise<Roll | null>;
  entries(eventId: string): Promise<KeptEntry[]>;
  /** All scans of all events, the oldest first. */
  scans(): Promise<Scan[]>;
  putPlace(place: Place): Promise<void>;
  putRoll(roll: Roll, entries?: readonly KeptEntry[]): Promise<void>;
  putScan(scan: Scan): Promise<void>;
  /** Changes a scan's key: `was` goes as the new one comes. */
  replaceScan(was: string, scan: Scan): Promise<void>;
  /** Forgets events that began before a time, and scans from before it that wait for nothing. */
  forget(before: number): Promise<void>;
};

/** The browser's store; where it keeps nothing, one that forgets all with the page. */
export async function openStore(): Promise<DoorStore> {
  try {
    const db = await openDatabase();
    void navigator.storage?.persist?.(); // or a full disk may take it
    return lastingStore(db);
  } catch {
    return forgetfulStore;
  }
}

function lastingStore(db: IDBDatabase): DoorStore {
  return {
    lasting: true,
    place: async () => (await read<Place | undefined>(db, "place", (store) => store.get(here))) ?? null,
    roll: async (eventId) => (await read<Roll | undefined>(db, "rolls", (store) => store.get(eventId))) ?? null,
    entries: (eventId) => read<KeptEntry[]>(db, "entries", (store) => store.getAll(ofEvent(eventId))),
    scans: async () => {
      const scans = await read<Scan[]>(db, "scans", (store) => store.getAll());
      return scans.sort((a, b) => a.at - b.at);
    },
    putPlace: (place) => write(db, ["place"], (tx) => tx.objectStore("place").put(place, here)),
    putRoll: (roll, entries = []) =>
      write(db, ["rolls", "entries"], (tx) => {
        tx.objectStore("rolls").put(roll);
        for (const entry of entries) tx.objectStore("entries").put(entry);
      }),
    putScan: (scan) => write(db, ["scans"], (tx) => tx.objectStore("scans").put(scan)),
    replaceScan: (was, scan) =>
      write(db, ["scans"], (tx) => {
        tx.objectStore("scans").delete(was);
        tx.objectStore("scans").put(scan);
      }),
    forget: (before) => forget(db, before),
  };
}

const here = "here"; // a device stands in one place
const ofEvent = (eventId: string) => IDBKeyRange.bound([eventId], [eventId, []]); // a list comes after every text

async function forget(db: IDBDatabase, before: number): Promise<void> {
  const rolls = await read<Roll[]>(db, "rolls", (store) => store.getAll());
  const scans = await read<Scan[]>(db, "scans", (store) => store.getAll());
  await write(db, ["rolls", "entries", "scans"], (tx) => {
    for (const { id, startsAt } of rolls) {
      if (startsAt >= before) continue;
      tx.objectStore("rolls").delete(id);
      tx.objectStore("entries").delete(ofEvent(id));
    }
    for (const { id, at, sync } of scans) {
      if (at < before && sync !== "waiting") tx.objectStore("scans").delete(id);
    }
  });
}

const forgetfulStore: DoorStore = {
  lasting: false,
  place: async () => null,
  roll: async () => null,
  entries: async () => [],
  scans: async () => [],
  putPlace: async () => {},
  putRoll: async () => {},
  putScan: async () => {},
  replaceScan: async () => {},
  forget: async () => {},
};
