"use client";

import { useEffect, useState } from "react";
import { announce } from "@/components/ui/LiveRegion";
import { toast } from "@/components/ui/Toast";
import { useFormat } from "@/lib/format";
import { problemText, useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { Door, DoorState, Input } from "./door";
import { signal, wakeSound } from "./signal";
import type { Scan } from "./store/records";
import { reasonOf, standingOf } from "./words";

/** What the page does with the door: scan, hear and see the verdict, take back. */
export function useVerdicts(door: Door | null, state: DoorState, timeZone: string) {
  const texts = useTexts(area);
  const format = useFormat();
  const [last, setLast] = useState<{ id: string; failed: boolean } | null>(null);
  useSoundAwake();

  const tell = (scan: Scan) => {
    signal(scan.verdict.outcome);
    const head = texts.verdict[standingOf(scan)];
    announce(texts.verdict.said(head, reasonOf(scan, texts, format, timeZone), scan.seat), "now");
  };
  const scan = async (input: Input) => {
    try {
      const done = await door?.scan(input);
      if (!done) return;
      setLast({ id: done.id, failed: false });
      tell(done);
    } catch {
      setLast({ id: "", failed: true });
      signal("look");
      announce(texts.verdict.failed, "now");
    }
  };
  const undo = async ({ id }: Scan) => {
    try {
      await door?.undo(id);
      toast(texts.scans.undoneDone, "info");
    } catch (error) {
      toast(problemText(error), "bad");
    }
  };
  return {
    shown: state.scans.find(({ id }) => id === last?.id) ?? null,
    failed: last?.failed === true,
    scan: (input: Input) => void scan(input),
    undo: (taken: Scan) => void undo(taken),
  };
}

/** Sound needs a touch or key first, whichever it is. */
function useSoundAwake(): void {
  useEffect(() => {
    window.addEventListener("pointerdown", wakeSound);
    window.addEventListener("keydown", wakeSound);
    return () => {
      window.removeEventListener("pointerdown", wakeSound);
      window.removeEventListener("keydown", wakeSound);
    };
  }, []);
}
