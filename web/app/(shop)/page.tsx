import type { Metadata } from "next";
import { EventList } from "@/features/events/EventList";

export const metadata: Metadata = { title: { absolute: "Upcoming events · SpecKit Tickets" } };

export default function Home() {
  return <EventList />;
}
