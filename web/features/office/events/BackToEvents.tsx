"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";

/** The way back: to the list, or to the event that a page is about. */
export function BackToEvents({ event }: { event?: { id: string; name: string } }) {
  const texts = useTexts(officeEvents);
  return (
    <Link
      href={event ? `/admin/events/${event.id}` : "/admin/events"}
      prefetch={false}
      className="-ml-1 inline-flex min-h-11 items-center gap-1 self-start text-sm font-medium text-muted underline-offset-4 hover:text-ink hover:underline"
    >
      <ChevronLeft aria-hidden className="size-4" />
      {event?.name ?? texts.all}
    </Link>
  );
}
