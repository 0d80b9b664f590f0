"use client";

import { useFormat } from "@/lib/format";
import { Choice } from "./Choice";
import { useManagedEvents } from "./useManagedEvents";

type EventChoiceProps = {
  label: string;
  none: string;
  value: string;
  onChange: (event: string) => void;
  className?: string;
};

/** An event out of all, those that are off or over too. */
export function EventChoice({ value, ...rest }: EventChoiceProps) {
  const format = useFormat();
  const events = useManagedEvents().data ?? [];
  const options = events.map(
    ({ id, name, eventDate, timeZone }) => [id, `${name} · ${format.date(eventDate, "day", timeZone)}`] as const,
  );
  // An event of a link that the list does not hold (yet) stays chosen.
  const listed =
    value === "" || events.some(({ id }) => id === value) ? options : [[value, value] as const, ...options];
  return <Choice {...rest} value={value} options={listed} />;
}
