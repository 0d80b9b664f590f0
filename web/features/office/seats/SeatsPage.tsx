"use client";

import { OneEvent } from "../events/OneEvent";
import { SeatsOf } from "./SeatsOf";

/** The seats of an event. */
export function SeatsPage({ id }: { id: string | null }) {
  return <OneEvent id={id}>{(event) => <SeatsOf key={event.id} event={event} />}</OneEvent>;
}
