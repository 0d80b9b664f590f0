import type { Metadata } from "next";
import { DetailScreen } from "./DetailScreen";

export const metadata: Metadata = { title: "Event" };

// The one page that is exported for all events; who serves it answers every event's address with it.
export function generateStaticParams() {
  return [{ id: "_" }];
}

export default function Page() {
  return <DetailScreen />;
}
