import { remember, remembered } from "@/lib/remember";
import { resumeSession } from "@/lib/session/session";
import { createStore, useStore } from "@/lib/store";
import type { Place } from "./store/records";
import { openStore } from "./store/store";

const key = "door";
const store = createStore<Place | null | undefined>(undefined);

/** The place that was chosen on this device; null: none yet, undefined: the page does not know yet. */
export function usePlace(): Place | null | undefined {
  return useStore(store, undefined);
}

/** Takes up the place of an earlier visit. */
export async function resumePlace(): Promise<void> {
  const place = readPlace(remembered(key));
  if (place !== null) return store.set(place);
  const kept = await (await openStore()).place();
  if (kept !== null) await afterKill(kept);
  store.set(kept);
}

/**
 * Browsers write down some seconds later what pages remember: a device that was killed before has forgotten its place, and that
 * somebody was signed in. Who has signed out has a place that is remembered still.
 */
async function afterKill(place: Place): Promise<void> {
  remember(key, JSON.stringify(place));
  if (remembered("session") !== null) return;
  remember("session", "user");
  void resumeSession();
}

/** Sets this device up. */
export async function choose(place: Place): Promise<void> {
  remember(key, JSON.stringify(place));
  const { putPlace } = await openStore();
  await putPlace(place).catch(() => {}); // a full disk: then it is only remembered
  store.set(place);
}

function readPlace(text: string | null): Place | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return isPlace(kept) ? kept : null;
  } catch {
    return null; // kept by an older form of the page
  }
}

function isPlace(kept: unknown): kept is Place {
  if (typeof kept !== "object" || kept === null || !("event" in kept) || !("gate" in kept)) return false;
  const { event, gate } = kept;
  return (
    typeof gate === "string" && typeof event === "object" && event !== null && "id" in event && "startsAt" in event
  );
}
