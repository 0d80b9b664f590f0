import type { Metadata } from "next";
import { EventsPage } from "@/features/office/events/EventsPage";

export const metadata: Metadata = { title: "Events" };

export default function Page() {
  return <EventsPage />;
}
