"use client";

import Link from "next/link";
import { useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Sheet } from "@/components/ui/Dialog";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/Toast";
import { Problem } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeMessages as area } from "@/lib/i18n/areas/office-messages";
import { useDeed } from "@/lib/useDeed";
import { Facts } from "../lists/Facts";
import { DropDialog } from "./DropDialog";
import type { Message } from "./message";
import { useMessage, useMessageDeeds } from "./useMessages";

type SheetProps = { message: Message | null; onClose: () => void };

/** One message: why it is stuck, what it says, and the two ways out. */
export function MessageSheet({ message, onClose }: SheetProps) {
  const texts = useTexts(area);
  const deeds = useMessageDeeds();
  const [dropping, setDropping] = useState(false);
  const again = useDeed(async () => {
    if (message === null) return;
    await deeds.retry(message);
    toast(texts.retry.done);
  });
  const close = () => {
    again.forget();
    onClose();
  };
  const retry = async () => {
    if (await again.run()) close();
  };
  const actions = (
    <>
      <Button kind="danger" onClick={() => setDropping(true)}>
        {texts.drop.button}
      </Button>
      {message?.state === "parked" && (
        <Button busy={again.busy} onClick={retry} aria-describedby="retry-hint">
          {texts.retry.button}
        </Button>
      )}
    </>
  );
  return (
    <>
      <Sheet open={message !== null} onClose={close} title={texts.detail.title(message?.topic ?? "")} actions={actions}>
        {message && <Told message={message} />}
        <p id="retry-hint" className="pt-4 text-sm text-muted">
          {message?.state === "waiting" ? texts.retry.byItself : texts.retry.hint}
        </p>
        {again.error !== null && <ProblemAlert error={again.error} className="mt-4" />}
      </Sheet>
      <DropDialog
        message={dropping ? message : null}
        onDrop={deeds.drop}
        onClose={() => setDropping(false)}
        onDone={close}
      />
    </>
  );
}

function Told({ message }: { message: Message }) {
  const texts = useTexts(area);
  const format = useFormat();
  const { columns, detail, states } = texts;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        facts={[
          [texts.state, states[message.state]],
          [
            columns.reason,
            <span key="reason" className="break-words">
              {message.reason}
            </span>,
          ],
          [columns.context, texts.contexts[message.context]],
          [detail.group, message.group],
          [
            detail.key,
            <code key="key" className="text-sm break-all">
              {message.key}
            </code>,
          ],
          [columns.attempts, format.number(message.attempts)],
          [columns.since, format.date(message.since, "full")],
          [
            detail.message,
            <code key="id" className="text-sm break-all">
              {message.id}
            </code>,
          ],
        ]}
      />
      <Payload message={message} />
    </div>
  );
}

function Payload({ message }: { message: Message }) {
  const texts = useTexts(area).detail;
  const { data, error, refetch } = useMessage(message);
  if (error instanceof Problem && error.status === 404) return <Alert tone="warning">{texts.gone}</Alert>;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-40" />;
  const order = orderIn(data.payload);
  return (
    <div className="flex flex-col gap-2">
      <h3 id="payload" className="font-semibold">
        {texts.payload}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-labelledby="payload" tabIndex={0} className="max-h-96 overflow-auto rounded-lg bg-sunken p-3">
        <pre className="text-sm">{written(data.payload)}</pre>
      </section>
      {order !== null && (
        <Link
          href={`/admin/orders/${order}`}
          prefetch={false}
          className="inline-flex min-h-9 items-center self-start text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {texts.order}
        </Link>
      )}
    </div>
  );
}

/** The order that a payload speaks of: what it is about is easier seen there. */
function orderIn(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null || !("orderId" in payload)) return null;
  return typeof payload.orderId === "string" && payload.orderId !== "" ? payload.orderId : null;
}

/** A payload to be read; one that is no JSON is a message that nobody understood, and stands as it came. */
function written(payload: unknown): string {
  return typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
}
