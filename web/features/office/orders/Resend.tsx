"use client";

import { Mail } from "lucide-react";
import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { Problem } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";
import { useCountdown } from "@/lib/clock/useCountdown";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { useDeed } from "@/lib/useDeed";
import type { Order } from "./order";
import type { OrderDeeds } from "./useOrder";

const everySeconds = 60; // as ordering has it; a refusal says how long exactly

/** Sends the tickets once more; the button waits out the minute until that may be done again. */
export function Resend({ order, deeds }: { order: Order; deeds: OrderDeeds }) {
  const texts = useTexts(area).resend;
  const [again, setAgain] = useState<string | null>(null);
  const left = useCountdown(again);
  const waits = left !== null && !left.over;
  const waitFor = (seconds: number) => setAgain(new Date(serverNow() + seconds * 1000).toISOString());
  const deed = useDeed(async () => {
    try {
      await deeds.resend();
      waitFor(everySeconds);
      toast(texts.done(order.customerEmail ?? ""));
    } catch (error) {
      if (error instanceof Problem && error.status === 429) waitFor(error.retryAfter ?? everySeconds);
      throw error;
    }
  });
  if (order.state !== "fulfilled") return <p className="text-muted">{texts.notYet}</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      {/* Not disabled while it waits: it would lose the focus of whoever has just pressed it. */}
      <Button
        kind="secondary"
        busy={deed.busy}
        aria-disabled={waits}
        aria-describedby="resend-rule"
        onClick={() => {
          if (!waits) void deed.run();
        }}
      >
        <Mail aria-hidden className="size-5" />
        {waits ? texts.wait(left.text) : texts.button}
      </Button>
      <p id="resend-rule" className="text-sm text-muted">
        {texts.rule}
      </p>
      {deed.error !== null && <ProblemAlert error={deed.error} />}
    </div>
  );
}
