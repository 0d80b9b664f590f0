"use client";

import Link from "next/link";
import { Card } from "@/components/ui/Card";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { Facts } from "../lists/Facts";
import type { Order } from "./order";

/** Who bought it, and the way to what else they bought. */
export function BuyerFacts({ order }: { order: Order }) {
  const texts = useTexts(area);
  const { customerName, customerEmail, guestToken } = order;
  const search = customerEmail && new URLSearchParams({ q: customerEmail });
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.buyer.title}</h2>
      <Facts
        facts={[
          [texts.buyer.name, customerName ?? texts.nobody],
          [texts.buyer.mail, customerEmail],
          [texts.buyer.account, guestToken ? texts.buyer.guest : texts.buyer.user],
        ]}
      />
      {search && (
        <Link
          href={`/admin/orders?${search}`}
          prefetch={false}
          className="inline-flex min-h-9 items-center self-start text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {texts.buyer.other}
        </Link>
      )}
    </Card>
  );
}
