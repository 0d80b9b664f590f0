"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { line } from "@/lib/i18n/areas/line";
import type { JoinEvent } from "./JoinDialog";

// Most events are not sold out: the form comes when it is asked for.
const JoinDialog = lazy(() => import("./JoinDialog").then((module) => ({ default: module.JoinDialog })));

/** The way into the line of an event that has no free seat. */
export function JoinLine({ event, sections }: { event: JoinEvent; sections: readonly string[] }) {
  const texts = useTexts(line);
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {texts.join}
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <JoinDialog
            event={event}
            open={open}
            onClose={() => setOpen(false)}
            sections={sections.map((code) => ({ code, name: code }))}
          />
        </Suspense>
      )}
    </>
  );
}
