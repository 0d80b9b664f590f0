import type { Taken } from "@/components/plan/model/map";
import type { Delta, Snapshot } from "@/components/plan/model/states";

type Told = { snapshot(data: Snapshot): Taken; delta(data: Delta): Taken; lost(lost: boolean): void };

const pause = 3000; // milliseconds before a stream that ended for good is opened anew

/**
 * Follows an event's seats. A stream that breaks is resumed by the browser where it was, by Last-Event-ID; one that the server refused,
 * or that told something which does not go on from what is known, is opened anew and begins with a snapshot.
 */
export function follow(event: string, told: Told): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`/api/events/${event}/live`);
    source.onopen = () => told.lost(false);
    source.onerror = () => {
      told.lost(true);
      if (source.readyState === EventSource.CLOSED) again();
    };
    source.addEventListener("snapshot", (message) => told.snapshot(JSON.parse(message.data) as Snapshot));
    source.addEventListener("delta", (message) => {
      if (told.delta(JSON.parse(message.data) as Delta) === "gap") again();
    });
  };
  const again = () => {
    source.close();
    clearTimeout(timer);
    timer = setTimeout(open, pause);
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
