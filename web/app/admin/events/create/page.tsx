import type { Metadata } from "next";
import { CreateEvent } from "@/features/office/events/CreateEvent";

export const metadata: Metadata = { title: "New event" };

export default function Page() {
  return <CreateEvent />;
}
