"use client";

import { EventDetail } from "@/features/office/events/EventDetail";
import { usePathId } from "@/lib/path";

export function DetailScreen() {
  return <EventDetail id={usePathId(2)} />;
}
