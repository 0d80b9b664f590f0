import type { Metadata } from "next";
import { Suspense } from "react";
import { OrderLoading } from "@/features/order/OrderPage";
import { OrderScreen } from "./OrderScreen";

// The address holds a secret: no other site is told it.
export const metadata: Metadata = { title: "Order", robots: { index: false }, referrer: "no-referrer" };

// The one page that is exported for all orders; who serves it answers every order's address with it.
export function generateStaticParams() {
  return [{ id: "_" }];
}

export default function Page() {
  return (
    <Suspense fallback={<OrderLoading />}>
      <OrderScreen />
    </Suspense>
  );
}
