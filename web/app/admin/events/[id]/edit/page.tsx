import type { Metadata } from "next";
import { EditScreen } from "./EditScreen";

export const metadata: Metadata = { title: "Edit event" };

// The one page that is exported for all events; who serves it answers every event's address with it.
export function generateStaticParams() {
  return [{ id: "_" }];
}

export default function Page() {
  return <EditScreen />;
}
