"use client";

import { useState } from "react";
import { EventPage } from "@/features/events/EventPage";
import { saleOf } from "@/features/events/sale";
import { SeatPicker } from "@/features/seatmap/SeatPicker";
import { JoinLine } from "@/features/waitlist/JoinLine";
import { serverNow } from "@/lib/clock/clock";
import { usePathId } from "@/lib/path";

export function EventScreen() {
  const id = usePathId(1);
  return <Screen key={id} id={id} />;
}

/** Puts together what several features show of an event. */
function Screen({ id }: { id: string | null }) {
  const [left, setLeft] = useState<number | null>(null);
  return (
    <EventPage
      id={id}
      left={left}
      seats={(event) => {
        const sale = saleOf(event, serverNow());
        const selling = sale === "open" || sale === "almostGone" || sale === "soldOut";
        return (
          <SeatPicker
            event={event}
            selling={selling}
            onLeft={setLeft}
            waitlist={(sections) => <JoinLine event={event} sections={sections} />}
          />
        );
      }}
    />
  );
}
