import type { Metadata } from "next";
import { SeatsScreen } from "./SeatsScreen";

export const metadata: Metadata = { title: "Seats" };

// The one page that is exported for all events; who serves it answers every event's address with it.
export function generateStaticParams() {
  return [{ id: "_" }];
}

export default function Page() {
  return <SeatsScreen />;
}
