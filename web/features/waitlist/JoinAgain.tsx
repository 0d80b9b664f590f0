"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import { JoinDialog } from "./JoinDialog";
import type { Place } from "./stage";
import { useEventFacts } from "./useEventFacts";

/** The way back into the line, with the wish as it was. */
export function JoinAgain({ place }: { place: Place }) {
  const texts = useTexts(waitlist).again;
  const event = useEventFacts(place.eventId).data;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { quantity, sections, maxPrice, accessible } = place;
  const wish = {
    quantity: String(quantity),
    sections,
    accessible,
    maxPrice: maxPrice === null ? "" : String(maxPrice),
  };
  const seats = `/events/${place.eventId}`;
  return (
    <div className="flex flex-col gap-3">
      <p>{texts.text}</p>
      <div className="flex flex-wrap gap-2">
        {event && <Button onClick={() => setOpen(true)}>{texts.button}</Button>}
        <ButtonLink kind="secondary" href={seats} prefetch={false}>
          {texts.event}
        </ButtonLink>
      </div>
      {event && (
        <JoinDialog
          event={event}
          open={open}
          onClose={() => setOpen(false)}
          sections={sections.map((code) => ({ code, name: code }))}
          wish={wish}
          onSeats={() => router.push(seats)}
        />
      )}
    </div>
  );
}
