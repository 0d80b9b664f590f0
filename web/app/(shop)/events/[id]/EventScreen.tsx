"use client";

import { EventPage } from "@/features/events/EventPage";
import { usePathId } from "@/lib/path";

/** Puts together what several features show of an event. */
export function EventScreen() {
  const id = usePathId(1);
  return <EventPage key={id} id={id} />;
}
