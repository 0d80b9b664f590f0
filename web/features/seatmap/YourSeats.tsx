"use client";

import { ChevronDown, ChevronUp, Clock, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { announce } from "@/components/ui/LiveRegion";
import { useRunningOut } from "@/components/ui/useRunningOut";
import { classes } from "@/lib/classes";
import { type Countdown, useCountdown } from "@/lib/clock/useCountdown";
import { sumMoney, useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import type { Choice } from "./useChoice";

/** What the visitor holds, what it costs, how long it lasts, and the way on. On a phone it stays at the foot of the screen. */
export function YourSeats({ choice, currency }: { choice: Choice; currency: string }) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const router = useRouter();
  const countdown = useCountdown(choice.soonest);
  const [busy, setBusy] = useState<"" | "cart" | "time">("");
  const [error, setError] = useState<unknown>(null);
  const [open, setOpen] = useState(false); // on a phone, where the list would cover the map
  const ended = useEnding(choice, countdown);
  const { holds } = choice;

  const run = async (what: "cart" | "time", deed: () => Promise<void>) => {
    setBusy(what);
    setError(null);
    try {
      await deed();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy("");
    }
  };
  const checkout = () =>
    run("cart", async () => {
      await choice.toCart(holds);
      router.push("/checkout");
    });
  const moreTime = () =>
    run("time", async () => {
      await choice.extend(holds);
      announce(texts.extended);
    });
  const total = format.money(
    sumMoney(
      holds.map(({ price }) => price),
      currency,
    ),
    currency,
  );
  return (
    <section
      aria-label={texts.yours}
      className={classes(
        "flex flex-col gap-3 border-line bg-raised p-4 max-lg:-mx-4 max-lg:border-t sm:max-lg:-mx-6 lg:rounded-lg lg:border lg:p-6",
        holds.length > 0 && "max-lg:sticky max-lg:bottom-0 max-lg:z-20 max-lg:rounded-t-2xl max-lg:shadow-2xl",
      )}
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">{texts.yours}</h2>
        {countdown && !countdown.over && <TimeLeft countdown={countdown} />}
      </div>
      {ended && holds.length === 0 && (
        <Alert tone="warning" actions={<Button onClick={() => void choice.again()}>{texts.again}</Button>}>
          {texts.ended}
        </Alert>
      )}
      {holds.length === 0 && !ended && <p className="text-sm text-muted">{texts.yoursEmpty}</p>}
      {holds.length > 0 && (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="-my-2 flex min-h-11 items-center justify-between gap-2 text-sm lg:hidden"
          >
            {texts.count(holds.length)}
            {open ? <ChevronDown aria-hidden className="size-5" /> : <ChevronUp aria-hidden className="size-5" />}
          </button>
          <ul
            className={classes(
              "max-h-[30dvh] flex-col overflow-y-auto lg:flex lg:max-h-none",
              open ? "flex" : "hidden",
            )}
          >
            {holds.map((hold) => {
              const name = texts.seatName(hold.sectionCode, hold.row, hold.seat);
              return (
                <li key={hold.reservationId} className="flex items-center gap-2 text-sm">
                  <span className="min-w-0 flex-1">{name}</span>
                  <span className="tabular-nums">{format.money(hold.price, hold.currency)}</span>
                  <Button
                    kind="quiet"
                    size="icon"
                    aria-label={texts.release(name)}
                    onClick={() => void choice.letGo(hold)}
                    className="-mr-3"
                  >
                    <X aria-hidden className="size-4" />
                  </Button>
                </li>
              );
            })}
          </ul>
          <p className="flex justify-between gap-2 font-semibold lg:border-t lg:border-line lg:pt-3">
            <span>{texts.total}</span>
            <span className="tabular-nums">{total}</span>
          </p>
          <p className="text-sm text-muted max-lg:hidden">{texts.allIn}</p>
          {error !== null && <ProblemAlert error={error} />}
          <div className="flex gap-2">
            <Button onClick={checkout} busy={busy === "cart"} className="flex-1">
              {texts.checkout}
            </Button>
            {countdown?.minutesWarning && (
              <Button kind="secondary" onClick={moreTime} busy={busy === "time"}>
                {texts.extend}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function TimeLeft({ countdown }: { countdown: Countdown }) {
  const texts = useTexts(seatmap);
  return (
    <p className="flex items-center gap-1 text-sm tabular-nums">
      <Clock aria-hidden className="size-4" />
      <span className="sr-only">{texts.heldFor(countdown.text)}</span>
      <span aria-hidden>{countdown.text}</span>
    </p>
  );
}

/** Whether the time of what was held here is over; true from then on until something is held again. */
function useEnding(choice: Choice, countdown: Countdown | null): boolean {
  const texts = useTexts(seatmap);
  const [ended, setEnded] = useState(false);
  useRunningOut(countdown, {
    text: texts.ended,
    ask() {
      setEnded(true);
      return choice.refresh();
    },
  });
  // Whoever lets go of what is held from now on has not run out of time.
  if (ended && countdown && !countdown.over) setEnded(false);
  return ended;
}
