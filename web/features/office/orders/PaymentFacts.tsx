"use client";

import { ProblemAlert } from "@/components/ui/Alert";
import { Card } from "@/components/ui/Card";
import type { Schemas } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { Facts } from "../lists/Facts";
import { currencyOf, type Order } from "./order";
import { named } from "./timeline";
import { usePayment } from "./useOrder";

/** What was to pay, and the payment that took it or tried to. */
export function PaymentFacts({ order }: { order: Order }) {
  const texts = useTexts(area).payment;
  const { data, error, refetch } = usePayment(order);
  const tried = order.paymentId !== null || order.lastFailure;
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.title}</h2>
      {data && <Payment payment={data} />}
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!tried && <p className="text-muted">{isFree(order) ? texts.free : texts.none}</p>}
    </Card>
  );
}

function isFree(order: Order): boolean {
  return order.totalAmount === 0 && currencyOf(order) !== null;
}

function Payment({ payment }: { payment: Schemas["PaymentRecord"] }) {
  const texts = useTexts(area);
  const format = useFormat();
  const words = texts.payment;
  const { amount, currency, status, failureReason, paymentMethod, testMethod, processedAt, transactionId } = payment;
  const reason = failureReason && (named(texts.reasons, failureReason) ?? failureReason);
  const method = named(words.methods, paymentMethod) ?? paymentMethod;
  return (
    <>
      <Facts
        facts={[
          [words.total, <strong key="total">{format.money(amount, currency)}</strong>],
          [words.status, [words.statuses[status], reason].filter(Boolean).join(": ")],
          [words.method, testMethod ? `${method} (${testMethod})` : method],
          [words.decided, processedAt && format.date(processedAt, "full")],
          [words.transaction, transactionId && <code className="text-sm break-all">{transactionId}</code>],
        ]}
      />
      {payment.isSimulated && <p className="text-sm text-muted">{words.simulated}</p>}
    </>
  );
}
