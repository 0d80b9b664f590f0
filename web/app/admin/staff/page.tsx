import type { Metadata } from "next";
import { PeoplePage } from "@/features/office/people/PeoplePage";

export const metadata: Metadata = { title: "Staff and roles" };

export default function Page() {
  return <PeoplePage />;
}
