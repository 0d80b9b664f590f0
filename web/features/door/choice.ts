import { remember, remembered } from "@/lib/remember";
import { createStore, useStore } from "@/lib/store";
import type { Roll } from "./store/records";

export type DoorEvent = Pick<Roll, "id" | "name" | "venue" | "startsAt" | "timeZone">;

/** Where this device stands: an event and, in the words of the house, a gate. */
export type Choice = { event: DoorEvent; gate: string };

const key = "door";
const store = createStore<Choice | null | undefined>(undefined);

/** What was chosen on this device; null: nothing yet, undefined: the page does not know yet. */
export function useChoice(): Choice | null | undefined {
  return useStore(store, undefined);
}

export function resumeChoice(): void {
  store.set(readChoice(remembered(key)));
}

export function choose(choice: Choice): void {
  remember(key, JSON.stringify(choice));
  store.set(choice);
}

function readChoice(text: string | null): Choice | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return isChoice(kept) ? kept : null;
  } catch {
    return null; // kept by an older form of the page
  }
}

function isChoice(kept: unknown): kept is Choice {
  if (typeof kept !== "object" || kept === null || !("event" in kept) || !("gate" in kept)) return false;
  const { event, gate } = kept;
  return (
    typeof gate === "string" && typeof event === "object" && event !== null && "id" in event && "startsAt" in event
  );
}
