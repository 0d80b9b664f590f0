import type { Metadata } from "next";
import { OrderPage } from "@/features/office/orders/OrderPage";

export const metadata: Metadata = { title: "Order" };

// The one page that is exported for all orders; who serves it answers every order's address with it.
export function generateStaticParams() {
  return [{ id: "_" }];
}

export default function Page() {
  return <OrderPage />;
}
