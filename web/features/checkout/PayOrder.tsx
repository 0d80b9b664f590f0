"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/Alert";
import { buttonClass } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { type Api, answer } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { orderPath, type PlacedOrder } from "./basket";
import { PayForm } from "./PayForm";
import { type Method, usePay } from "./usePay";

type PayOrderProps = {
  order: PlacedOrder & { id: string };
  secret: string | null;
  /** A payment that the order has yet to hear of. */
  paying: string | null;
  /** Who pays: the session, or whoever has the order's secret. */
  api: Api;
  /** Something happened to the order. */
  onChange: () => void;
};

/** Pays an order that waits for its money: one of the waiting list, or one whose last payment failed. */
export function PayOrder({ order, secret, paying, api, onChange }: PayOrderProps) {
  const texts = useTexts(checkout);
  const send = usePay();
  const running = useRef(false);
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const [made, setMade] = useState(paying);
  const current = useQuery({
    queryKey: ["payment", made],
    queryFn: ({ signal }) => answer(api.GET("/payments/{id}", { params: { path: { id: made ?? "" } }, signal })),
    enabled: made !== null,
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? 3000 : false),
    retry: false,
  });
  const heard = order.lastFailure?.paymentId === made;
  const failed = current.data?.status === "failed" || current.data?.status === "cancelled";

  const pay = async (method: Method) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, error: null });
    try {
      const { payment, bank } = await send(api, order.id, method);
      // A reload, and the way back from the bank, still know the payment.
      window.history.replaceState(null, "", orderPath(order.id, secret, payment));
      setMade(payment);
      setState({ busy: false, error: null });
      if (bank !== null) window.location.assign(bank);
    } catch (error) {
      setState({ busy: false, error });
    } finally {
      running.current = false;
      onChange();
    }
  };
  if (made !== null && !heard && !failed && !current.isError) {
    return <Undecided taken={current.data?.status === "succeeded"} bank={current.data?.nextAction?.url ?? null} />;
  }
  const declined = order.lastFailure?.reason ?? (failed ? (current.data?.failureReason ?? "other") : null);
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{texts.steps.pay}</h2>
      <PayForm
        free={false}
        busy={state.busy}
        error={state.error}
        declined={declined}
        until={order.expiresAt}
        onPay={(method) => void pay(method)}
      />
    </Card>
  );
}

function Undecided({ taken, bank }: { taken: boolean; bank: string | null }) {
  const texts = useTexts(checkout).undecided;
  if (taken) return <Alert tone="good">{texts.taken}</Alert>;
  const go = bank && (
    <a href={bank} className={buttonClass()}>
      {texts.go}
    </a>
  );
  return (
    <Alert tone="info" title={texts.title} actions={go}>
      {bank ? texts.bank : texts.text}
    </Alert>
  );
}
