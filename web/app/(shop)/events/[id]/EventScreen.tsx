"use client";

import { EventPage } from "@/features/events/EventPage";
import { saleOf } from "@/features/events/sale";
import { SeatPicker } from "@/features/seatmap/SeatPicker";
import { JoinLine } from "@/features/waitlist/JoinLine";
import { serverNow } from "@/lib/clock/clock";
import { usePathId } from "@/lib/path";

/** Puts together what several features show of an event. */
export function EventScreen() {
  const id = usePathId(1);
  return (
    <EventPage
      key={id}
      id={id}
      seats={(event) => {
        const sale = saleOf(event, serverNow());
        const selling = sale === "open" || sale === "almostGone" || sale === "soldOut";
        return (
          <SeatPicker
            event={event}
            selling={selling}
            waitlist={(sections) => <JoinLine event={event} sections={sections} />}
          />
        );
      }}
    />
  );
}
