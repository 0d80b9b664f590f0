"use client";

import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import type { OfficeEvent } from "../events/event";
import { spans, type View } from "./view";

type Props = { view: View; events: readonly OfficeEvent[]; onChange: (next: View) => void };

/** Which event, and how far back. */
export function ViewSelect({ view, events, onChange }: Props) {
  const texts = useTexts(officeDashboard);
  const { date } = useFormat();
  return (
    <>
      <Field label={texts.event} labelHidden className="w-72 max-w-full">
        {(control) => (
          <Select
            {...control}
            value={view.eventId}
            onChange={(event) => onChange({ ...view, eventId: event.target.value })}
          >
            <option value="">{texts.allEvents}</option>
            {events.map((event) => (
              <option key={event.id} value={event.id}>
                {event.name} · {date(event.eventDate, "day", event.timeZone)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={texts.span} labelHidden>
        {(control) => (
          <Select
            {...control}
            value={view.days}
            onChange={(event) => onChange({ ...view, days: Number(event.target.value) })}
          >
            {spans.map((days) => (
              <option key={days} value={days}>
                {texts.days(days)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
