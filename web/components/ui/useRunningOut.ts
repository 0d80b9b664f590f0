"use client";

import { useEffect, useRef } from "react";
import type { Countdown } from "@/lib/clock/useCountdown";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { announce } from "./LiveRegion";

// The server ends holds within its own second, and its clock is known to half of one: what it still shows is asked for once more.
const onceMore = 3000;

/**
 * Says when time runs short and, with `text`, when it is over; asks then for what is left. True once it is over, which a clock that is
 * `paused` never is.
 */
export function useRunningOut(
  countdown: Countdown | null,
  { text, paused = false, ask }: { text: string; paused?: boolean; ask: () => unknown },
): boolean {
  const { time } = useTexts(common);
  const warning = countdown?.minutesWarning ?? null;
  const over = (countdown?.over ?? false) && !paused;
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (warning !== null) announce(time.minutesLeft(warning), "now");
  }, [warning, time]);
  useEffect(() => {
    if (!over) return;
    announce(text, "now");
    void latest.current();
    const timer = setTimeout(() => void latest.current(), onceMore);
    return () => clearTimeout(timer);
  }, [over, text]);
  return over;
}
