"use client";

import { useEffect, useState } from "react";
import { serverNow } from "./clock";

export type Countdown = {
  /** Whole seconds left by the server's clock, rounded up; 0 when it is over. */
  seconds: number;
  /** "14:59" */
  text: string;
  over: boolean;
  /** 5, 2 or 1 once no more than so many minutes are left: the moments to say so in words. */
  minutesWarning: 5 | 2 | 1 | null;
};

/** Counts down to a time (RFC 3339); null while there is nothing to wait for. */
export function useCountdown(until: string | null | undefined): Countdown | null {
  const end = until ? Date.parse(until) : Number.NaN;
  const [, tick] = useState(0);
  useEffect(() => {
    if (Number.isNaN(end)) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = end - serverNow();
      if (left <= 0) return;
      // To just past the next whole second; never longer, since a machine may have slept meanwhile.
      timer = setTimeout(
        () => {
          tick((n) => n + 1);
          wait();
        },
        (left % 1000) + 20,
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [end]);
  return Number.isNaN(end) ? null : countdownTo(end, serverNow());
}

/** The countdown at a moment; both are milliseconds of the server's clock. */
export function countdownTo(end: number, now: number): Countdown {
  const seconds = Math.max(0, Math.ceil((end - now) / 1000));
  const minutesWarning = seconds === 0 || seconds > 300 ? null : seconds <= 60 ? 1 : seconds <= 120 ? 2 : 5;
  return { seconds, text: clockText(seconds), over: seconds === 0, minutesWarning };
}

function clockText(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}
