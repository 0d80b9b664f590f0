"use client";

import { useQuery } from "@tanstack/react-query";
import { answer, openApi } from "@/lib/api";
import { useFormat } from "@/lib/format";

/** An event's name, place and time; under the same key as its own page keeps it. */
export function useEvent(id: string | null) {
  return useQuery({
    queryKey: ["event", id],
    queryFn: ({ signal }) => answer(openApi.GET("/events/{id}", { params: { path: { id: id ?? "" } }, signal })),
    enabled: id !== null,
    staleTime: 300_000,
  }).data;
}

/** What the seats are for: event, venue and time by the venue's clock. */
export function EventLine({ id, name }: { id: string; name: string | null }) {
  const format = useFormat();
  const event = useEvent(id);
  if (!event) return name ? <p className="font-semibold">{name}</p> : null;
  return (
    <p className="text-muted">
      <strong className="font-semibold text-ink">{event.name}</strong>
      {` · ${event.venue} · ${format.date(event.eventDate, "full", event.timeZone)}`}
    </p>
  );
}
