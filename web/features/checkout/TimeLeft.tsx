"use client";

import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { announce } from "@/components/ui/LiveRegion";
import { useRunningOut } from "@/components/ui/useRunningOut";
import { classes } from "@/lib/classes";
import { useCountdown } from "@/lib/clock/useCountdown";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import { common } from "@/lib/i18n/areas/common";

type TimeLeftProps = {
  until: string | null;
  /** The bank is asked: seats are kept meanwhile, and a running clock would only frighten. */
  paused: boolean;
  onMore: () => Promise<void>;
  onOver: () => Promise<void>;
};

/** How long the seats are held, said at 5, 2 and 1 minutes, with the way to more time. */
export function TimeLeft({ until, paused, onMore, onOver }: TimeLeftProps) {
  const texts = useTexts(checkout);
  const { time } = useTexts(common);
  const countdown = useCountdown(until);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const warning = countdown?.minutesWarning ?? null;
  const over = useRunningOut(countdown, { text: time.over, paused, ask: onOver });
  if (!countdown || over) return null;
  if (paused) return <p role="status">{texts.bankWorks}</p>;

  const more = async () => {
    setBusy(true);
    setError(null);
    try {
      await onMore();
      announce(texts.extended);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p
          role="timer"
          aria-label={`${texts.left}: ${countdown.text}`}
          className={classes("flex items-baseline gap-2", warning !== null && "text-warning-ink")}
        >
          <span>{texts.left}</span>
          <span className="text-2xl font-semibold tabular-nums">{countdown.text}</span>
        </p>
        {warning !== null && (
          <Button kind="secondary" busy={busy} onClick={more}>
            {texts.extend}
          </Button>
        )}
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </div>
  );
}
