"use client";

import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { ButtonLink } from "@/components/ui/Button";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { type Refusal, refusalOf } from "./refusal";

type PayRefusalProps = {
  error: unknown;
  declined: string | null;
  until: string | null;
  orderHref?: string | undefined;
};

/** What went wrong with a payment: what it did to money and seats, and the way on. */
export function PayRefusal({ error, declined, until, orderHref }: PayRefusalProps) {
  const { pay, undecided } = useTexts(checkout);
  const format = useFormat();
  const refusal = error === null ? declined !== null && saidBefore(declined) : refusalOf(error);
  if (!refusal) return null;
  const toOrder = orderHref && (
    <ButtonLink kind="secondary" href={orderHref} prefetch={false}>
      {pay.order}
    </ButtonLink>
  );
  switch (refusal.kind) {
    case "declined": {
      const because = Object.entries(pay.because).find(([code]) => code === refusal.reason)?.[1] ?? pay.because.other;
      const held = until ? pay.declined(format.date(until, "time")) : "";
      return (
        <Alert tone="bad" title={pay.declinedTitle}>
          {`${because} ${held}`}
        </Alert>
      );
    }
    case "inProgress":
      return (
        <Alert tone="info" title={undecided.title} actions={toOrder}>
          {undecided.text}
        </Alert>
      );
    case "price":
      return (
        <Alert tone="warning" title={pay.priceTitle}>
          {pay.priceText}
        </Alert>
      );
    case "unknown":
      return (
        <Alert tone="bad" title={pay.unknownTitle} actions={toOrder}>
          {pay.unknownText}
        </Alert>
      );
    default:
      return <ProblemAlert error={error} />;
  }
}

function saidBefore(reason: string): Refusal {
  return { kind: "declined", reason };
}
