import type { Metadata } from "next";
import { Register } from "@/features/account/Register";

export const metadata: Metadata = { title: "Create an account", robots: { index: false }, referrer: "no-referrer" };

export default function Page() {
  return <Register />;
}
