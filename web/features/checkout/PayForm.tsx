"use client";

import { type FormEvent, useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Checkbox } from "@/components/ui/Checkbox";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { PayRefusal } from "./PayRefusal";
import { useMethods } from "./useMethods";
import type { Method } from "./usePay";

type PayFormProps = {
  free: boolean;
  busy: boolean;
  error: unknown;
  /** Why the last payment failed, where this page did not make it itself. */
  declined: string | null;
  /** Until when the seats are held. */
  until: string | null;
  /** The order's page, where it is another one than this. */
  orderHref?: string | undefined;
  onPay: (method: Method) => void;
};

/** Chooses how to pay, and pays. */
export function PayForm({ free, busy, error, declined, until, orderHref, onPay }: PayFormProps) {
  const texts = useTexts(checkout).pay;
  const query = useMethods(!free);
  const { methods = [], isSimulated = false } = query.data ?? {};
  const [chosen, choose] = useState<Method | null>(null);
  const method = chosen ?? methods[0] ?? "";
  const named: Record<string, string> = texts.method;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && (free || method)) onPay(method);
  };
  if (!free && query.isPending) return <Skeleton className="h-64" />;
  if (!free && query.isError) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (!free && methods.length === 0) return <Alert tone="warning">{texts.noMethods}</Alert>;
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {!busy && <PayRefusal error={error} declined={declined} until={until} orderHref={orderHref} />}
      {free ? (
        <p>{texts.freeText}</p>
      ) : (
        <fieldset disabled={busy} className="flex flex-col">
          <legend className="font-medium">{texts.methods}</legend>
          {isSimulated && <p className="text-sm text-muted">{texts.lead}</p>}
          {methods.map((one) => (
            <Checkbox
              key={one}
              radio
              name="method"
              value={one}
              label={named[one] ?? one}
              checked={method === one}
              onChange={() => choose(one)}
            />
          ))}
        </fieldset>
      )}
      <Button type="submit" busy={busy} className="self-start">
        {free ? texts.free : texts.submit}
      </Button>
    </form>
  );
}
