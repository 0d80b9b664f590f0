"use client";

import { ArrowLeft, SearchX } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/Alert";
import { Answered } from "@/components/ui/Answered";
import { Badge } from "@/components/ui/Badge";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { usePathId } from "@/lib/path";
import { useTitle } from "@/lib/title";
import { useManagedEvents } from "../lists/useManagedEvents";
import { PageHead } from "../shell/PageHead";
import { BuyerFacts } from "./BuyerFacts";
import { Deeds } from "./Deeds";
import { type Order, refusalOf, standing, withRefund } from "./order";
import { PaymentFacts } from "./PaymentFacts";
import { Seats } from "./Seats";
import { Story } from "./Story";
import { Tickets } from "./Tickets";
import { useOrder, useRefund } from "./useOrder";

/** One order: who bought what, what happened, and what the house may do with it. */
export function OrderPage() {
  const id = usePathId(2);
  return <ShownOrder key={id} id={id} />;
}

export function ShownOrder({ id }: { id: string | null }) {
  const texts = useTexts(area);
  const query = useOrder(id);
  useTitle(query.data && headingOf(query.data, texts));
  return (
    <Answered query={query} loading={<Waiting />} missing={<Missing />}>
      {(order, stale) => <Told order={order} stale={stale} />}
    </Answered>
  );
}

function Told({ order, stale }: { order: Order; stale: boolean }) {
  const texts = useTexts(area);
  const refund = useRefund(order);
  const whole = withRefund(order, refund ?? null);
  return (
    <>
      <Head order={whole} />
      {stale && (
        <Alert tone="warning" className="mb-6">
          {texts.stale}
        </Alert>
      )}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          {refund === undefined ? <Skeleton className="h-36" /> : <Deeds order={whole} refusal={refusalOf(refund)} />}
          <Tickets order={whole} />
          <Seats order={whole} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6 md:grid-cols-2 xl:grid-cols-1">
          <Story order={whole} refund={refund ?? null} />
          <div className="flex min-w-0 flex-col gap-6">
            <BuyerFacts order={whole} />
            <PaymentFacts order={order} />
          </div>
        </div>
      </div>
    </>
  );
}

function headingOf({ number }: Order, texts: { heading: (number: string) => string; headingCart: string }): string {
  return number ? texts.heading(number) : texts.headingCart;
}

function Head({ order }: { order: Order }) {
  const texts = useTexts(area);
  const format = useFormat();
  const events = useManagedEvents().data ?? [];
  const event = events.find(({ id }) => id === order.items[0]?.eventId);
  const { text, tone } = standing(order, texts);
  const what = event
    ? `${event.name} · ${event.venue} · ${format.date(event.eventDate, "full", event.timeZone)}`
    : order.eventName;
  return (
    <PageHead
      back={<Back />}
      title={
        <span className="flex flex-wrap items-center gap-3">
          {headingOf(order, texts)}
          <Badge tone={tone}>{text}</Badge>
        </span>
      }
      lead={what}
    />
  );
}

function Back() {
  const texts = useTexts(area);
  return (
    <Link
      href="/admin/orders"
      prefetch={false}
      className="inline-flex min-h-9 items-center gap-2 self-start text-muted hover:text-ink pointer-coarse:min-h-11"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {texts.back}
    </Link>
  );
}

function Missing() {
  const texts = useTexts(area);
  return (
    <EmptyState
      icon={SearchX}
      heading="h1"
      title={texts.missingTitle}
      actions={<ButtonLink href="/admin/orders">{texts.back}</ButtonLink>}
    >
      {texts.missingText}
    </EmptyState>
  );
}

function Waiting() {
  return (
    <Loading className="flex flex-col gap-6">
      <Skeleton className="h-10 w-1/3" />
      <div className="grid gap-6 xl:grid-cols-[2fr_1fr]">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </Loading>
  );
}
