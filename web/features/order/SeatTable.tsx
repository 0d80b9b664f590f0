"use client";

import { PriceList } from "@/components/ui/PriceList";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import type { Order } from "./story";

/** The order's seats, their prices and the total. */
export function SeatTable({ order }: { order: Order }) {
  const texts = useTexts(area);
  const currency = order.currency ?? order.items[0]?.currency;
  return (
    <PriceList
      title={texts.seats}
      items={order.items.map((item) => ({
        ...item,
        key: item.id,
        text: texts.seat(item.sectionCode, item.row, item.seat),
      }))}
      total={currency ? { text: texts.total, price: order.totalAmount, currency } : null}
    />
  );
}
