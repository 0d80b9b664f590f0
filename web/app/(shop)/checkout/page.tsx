import type { Metadata } from "next";
import { Suspense } from "react";
import { CheckoutLoading } from "@/features/checkout/CheckoutPage";
import { CheckoutScreen } from "./CheckoutScreen";

export const metadata: Metadata = { title: "Checkout", robots: { index: false }, referrer: "no-referrer" };

export default function Page() {
  return (
    <Suspense fallback={<CheckoutLoading />}>
      <CheckoutScreen />
    </Suspense>
  );
}
