import type { Metadata } from "next";
import { Verify } from "@/features/account/Verify";

export const metadata: Metadata = {
  title: "Confirm your mail address",
  robots: { index: false },
  referrer: "no-referrer",
};

export default function Page() {
  return <Verify />;
}
