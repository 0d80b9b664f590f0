"use client";

import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import type { Order } from "./story";

/** The order's seats, their prices and the total. */
export function SeatTable({ order }: { order: Order }) {
  const texts = useTexts(area);
  const format = useFormat();
  const currency = order.currency ?? order.items[0]?.currency;
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.seats}</h2>
      <ul className="flex flex-col gap-2">
        {order.items.map((item) => (
          <li key={item.id} className="flex justify-between gap-4">
            <span className="min-w-0">{texts.seat(item.sectionCode, item.row, item.seat)}</span>
            <span className="tabular-nums">{format.money(item.price, item.currency)}</span>
          </li>
        ))}
      </ul>
      {currency && (
        <p className="flex justify-between gap-4 border-t border-line-strong pt-3 font-semibold">
          <span>{texts.total}</span>
          <span className="tabular-nums">{format.money(order.totalAmount, currency)}</span>
        </p>
      )}
    </Card>
  );
}
