"use client";

import { ChevronRight, Ticket } from "lucide-react";
import Link from "next/link";
import { orderTones } from "@/components/orderTones";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Badge } from "@/components/ui/Badge";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Pagination } from "@/components/ui/Pagination";
import { Skeleton } from "@/components/ui/Skeleton";
import { type Schemas, useCursor } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { useSession } from "@/lib/session";
import { FindOrders } from "./FindOrders";
import { useOrders } from "./useOrders";

type Order = Schemas["OrderingOrder"];

/** The orders of this browser or account, and the way to those that were made elsewhere. */
export function OrdersPage() {
  const texts = useTexts(area).mine;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <h1 className="text-3xl font-semibold tracking-tight">{texts.title}</h1>
      <Mine />
      <FindOrders />
    </div>
  );
}

function Mine() {
  const texts = useTexts(area).mine;
  const { kind } = useSession();
  const cursor = useCursor();
  const { data, error, isPending, refetch } = useOrders(cursor.current);
  const somebody = kind === "guest" || kind === "user";
  if (somebody && error && !data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (kind === "unknown" || (somebody && isPending)) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-20" />
        <Skeleton className="h-20" />
      </Loading>
    );
  }

  const items = data?.items ?? [];
  const orders = items.filter(({ state }) => state !== "draft");
  const cart = items.some(({ state, items: seats }) => state === "draft" && seats.length > 0);
  const signIn = kind !== "user" && <ButtonLink href="/signin?next=%2Fme">{texts.signIn}</ButtonLink>;
  return (
    <>
      {cart && (
        <Alert tone="info" actions={<ButtonLink href="/checkout">{texts.checkout}</ButtonLink>}>
          {texts.cart}
        </Alert>
      )}
      {orders.length === 0 && (
        <EmptyState icon={Ticket} title={texts.noneTitle} actions={signIn}>
          {texts.noneText}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <li key={order.id}>
            <OrderLink order={order} />
          </li>
        ))}
      </ul>
      <Pagination cursor={cursor} next={data?.next ?? null} />
    </>
  );
}

function OrderLink({ order }: { order: Order }) {
  const texts = useTexts(area);
  const format = useFormat();
  const { id, number, state, createdAt, items, totalAmount } = order;
  const currency = order.currency ?? items[0]?.currency;
  return (
    <Link
      href={`/orders/${id}`}
      prefetch={false}
      className="flex items-center gap-4 rounded-lg border border-line bg-raised p-4 hover:bg-sunken"
    >
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="font-semibold">{order.eventName ?? texts.number(number ?? "", "")}</span>
        <span className="text-sm text-muted tabular-nums">
          {[
            order.eventName && number,
            texts.mine.seats(items.length),
            currency && format.money(totalAmount, currency),
            createdAt && format.date(createdAt, "day"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <Badge tone={orderTones[state]}>{texts.mine.state[state]}</Badge>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
    </Link>
  );
}
