import type { Metadata } from "next";
import { AttendeesPage } from "@/features/office/attendees/AttendeesPage";

export const metadata: Metadata = { title: "Attendees" };

export default function Page() {
  return <AttendeesPage />;
}
