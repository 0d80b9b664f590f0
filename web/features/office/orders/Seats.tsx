"use client";

import { PriceList } from "@/components/ui/PriceList";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { currencyOf, type Order } from "./order";

/** The seats of an order, what each costs, and the total. */
export function Seats({ order }: { order: Order }) {
  const texts = useTexts(area).seats;
  const currency = currencyOf(order);
  return (
    <PriceList
      title={texts.title}
      none={texts.none}
      items={order.items.map((item) => ({
        ...item,
        key: item.id,
        text: texts.seat(item.sectionCode, item.row, item.seat),
      }))}
      total={currency ? { text: texts.total, price: order.totalAmount, currency } : null}
    />
  );
}
