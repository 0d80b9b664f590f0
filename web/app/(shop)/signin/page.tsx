import type { Metadata } from "next";
import { SignIn } from "@/features/account/SignIn";

export const metadata: Metadata = { title: "Sign in", robots: { index: false }, referrer: "no-referrer" };

export default function Page() {
  return <SignIn />;
}
