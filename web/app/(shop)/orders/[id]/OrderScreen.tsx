"use client";

import { useSearchParams } from "next/navigation";
import { PayOrder } from "@/features/checkout/PayOrder";
import { OrderPage } from "@/features/order/OrderPage";
import { usePathId } from "@/lib/path";

/** Puts together an order and how it is paid. */
export function OrderScreen() {
  const id = usePathId(1);
  const query = useSearchParams();
  const secret = query.get("secret");
  const paying = query.get("paying");
  return (
    <OrderPage
      key={id}
      at={{ id, secret }}
      pay={(order, api, onChange) => (
        <PayOrder order={order} secret={secret} paying={paying} api={api} onChange={onChange} />
      )}
    />
  );
}
