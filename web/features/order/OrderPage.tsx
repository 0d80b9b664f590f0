"use client";

import type { ReactNode } from "react";
import { NotFound } from "@/components/shell/NotFound";
import { Alert } from "@/components/ui/Alert";
import { Answered } from "@/components/ui/Answered";
import { ButtonLink } from "@/components/ui/Button";
import { useSaid } from "@/components/ui/LiveRegion";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import type { Api } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { CancelOrder } from "./CancelOrder";
import { EventLine, useEvent } from "./EventLine";
import { SeatTable } from "./SeatTable";
import { StepList } from "./StepList";
import { headOf, isKept, noticeOf, type Order } from "./story";
import { Tickets } from "./Tickets";
import { type Key, useOrder, useOrderDeeds } from "./useOrder";

/** How an unpaid order is paid, which another feature knows. */
export type Pay = (order: Order & { id: string }, owner: Api, onChange: () => void) => ReactNode;

/** An order, opened by its secret link or by the session that placed it: how it stands, its tickets, and what can be done. */
export function OrderPage({ at, pay }: { at: Key; pay: Pay }) {
  const texts = useTexts(area);
  const query = useOrder(at);
  const lookup = (
    <ButtonLink href="/me" prefetch={false}>
      {texts.lookup}
    </ButtonLink>
  );
  const missing = <NotFound title={texts.missingTitle} text={texts.missingText} actions={lookup} />;
  return (
    <Answered query={query} loading={<OrderLoading />} missing={missing} guarded>
      {(order, stale) => (
        <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
          {stale && <Alert tone="warning">{texts.stale}</Alert>}
          <Told order={order} at={at} pay={pay} />
        </div>
      )}
    </Answered>
  );
}

function Told({ order, at, pay }: { order: Order; at: Key; pay: Pay }) {
  const texts = useTexts(area);
  const format = useFormat();
  const deeds = useOrderDeeds(at);
  const zone = useEvent(order.items[0]?.eventId ?? null)?.timeZone;
  const notice = noticeOf(order, texts, format);
  const title = texts.head[headOf(order)];
  const pending = order.state === "pending";
  const mayCancel = pending || (order.totalAmount === 0 && isKept(order));
  const events = [...new Set(order.items.map(({ eventId }) => eventId))];
  useSaid(title);
  return (
    <>
      <header className="flex flex-col gap-2">
        {events.map((id) => (
          <EventLine key={id} id={id} name={id === order.eventId ? order.eventName : null} />
        ))}
        <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
        <p className="tabular-nums">{texts.number(order.number ?? "", order.customerName ?? "")}</p>
      </header>
      {notice && <Alert tone="warning">{notice}</Alert>}
      {pending && !order.lastFailure && order.expiresAt && <p>{texts.held(format.date(order.expiresAt, "time"))}</p>}
      {pending && order.id && pay({ ...order, id: order.id }, deeds.owner, () => void deeds.refresh())}
      {isKept(order) && <Tickets order={order} at={at} deeds={deeds} />}
      <StepList order={order} zone={zone} />
      <SeatTable order={order} />
      {mayCancel && <CancelOrder onCancel={deeds.cancel} />}
      {at.secret && <p className="text-sm text-muted">{texts.keep}</p>}
    </>
  );
}

export function OrderLoading() {
  return (
    <Loading className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <Skeleton className="h-6 w-1/2" />
      <Skeleton className="h-10 w-2/3" />
      <Skeleton className="h-64" />
    </Loading>
  );
}
