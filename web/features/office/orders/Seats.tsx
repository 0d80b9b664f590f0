"use client";

import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { currencyOf, type Order } from "./order";

/** The seats of an order, what each costs, and the total. */
export function Seats({ order }: { order: Order }) {
  const texts = useTexts(area).seats;
  const format = useFormat();
  const currency = currencyOf(order);
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.title}</h2>
      {order.items.length === 0 && <p className="text-muted">{texts.none}</p>}
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
