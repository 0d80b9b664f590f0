"use client";

import { useSearchParams } from "next/navigation";
import { CheckoutPage } from "@/features/checkout/CheckoutPage";

export function CheckoutScreen() {
  return <CheckoutPage orderId={useSearchParams().get("order")} />;
}
