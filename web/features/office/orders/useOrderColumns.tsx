"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/Badge";
import type { Column } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { currencyOf, type FoundOrder, standing } from "./order";

/** What the list says of an order. */
export function useOrderColumns(): Column<FoundOrder>[] {
  const texts = useTexts(area);
  const format = useFormat();
  const { columns } = texts;
  return [
    { key: "number", header: columns.number, cell: (order) => <OrderLink order={order} /> },
    { key: "buyer", header: columns.buyer, cell: (order) => <Buyer order={order} /> },
    { key: "state", header: columns.state, wideOnly: true, cell: (order) => <Standing order={order} /> },
    {
      key: "event",
      header: columns.event,
      wideOnly: true,
      cell: ({ eventName }) => eventName ?? "–",
    },
    { key: "seats", header: columns.seats, numeric: true, cell: ({ items }) => format.number(items.length) },
    {
      key: "total",
      header: columns.total,
      numeric: true,
      cell: (order) => {
        const currency = currencyOf(order);
        return currency ? format.money(order.totalAmount, currency) : "–";
      },
    },
    {
      key: "begun",
      header: columns.begun,
      wideOnly: true,
      cell: ({ createdAt }) =>
        createdAt && <span className="whitespace-nowrap tabular-nums">{format.date(createdAt, "short")}</span>,
    },
  ];
}

/** The order's number and, where there is no room for a column of it, how it stands. */
function OrderLink({ order }: { order: FoundOrder }) {
  const texts = useTexts(area);
  return (
    <span className="flex flex-col items-start">
      <Link
        href={`/admin/orders/${order.id}`}
        prefetch={false}
        className="inline-flex min-h-9 items-center text-accent-ink tabular-nums underline underline-offset-4 pointer-coarse:min-h-11"
      >
        {order.number ?? texts.cart}
      </Link>
      <span className="pb-1 md:hidden">
        <Standing order={order} />
      </span>
    </span>
  );
}

function Standing({ order }: { order: FoundOrder }) {
  const { text, tone } = standing(order, useTexts(area));
  return <Badge tone={tone}>{text}</Badge>;
}

function Buyer({ order: { customerName, customerEmail } }: { order: FoundOrder }) {
  const texts = useTexts(area);
  if (!customerName && !customerEmail) return <span className="text-muted">{texts.nobody}</span>;
  return (
    <span className="flex min-w-40 flex-col">
      <span>{customerName}</span>
      <span className="text-sm wrap-anywhere text-muted">{customerEmail}</span>
    </span>
  );
}
