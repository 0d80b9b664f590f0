import type { Metadata } from "next";
import { Reset } from "@/features/account/Reset";

export const metadata: Metadata = { title: "New password", robots: { index: false }, referrer: "no-referrer" };

export default function Page() {
  return <Reset />;
}
