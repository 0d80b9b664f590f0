"use client";

import type { ReactNode } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";

type PreviewPartProps<T> = {
  asked: { isPending: boolean; isError: boolean; error: unknown; data: T | undefined };
  /** The form has changed since. */
  stale: boolean;
  onAgain: () => void;
  children: (data: T) => ReactNode;
};

/** A preview: while it is fetched, when it failed, when it is old, and itself. */
export function PreviewPart<T>({ asked, stale, onAgain, children }: PreviewPartProps<T>) {
  const { preview } = useTexts(officeSeats);
  if (asked.isPending) {
    return (
      <section aria-busy="true" aria-label={preview.busy}>
        <Skeleton className="h-80" />
      </section>
    );
  }
  if (asked.isError) return <ProblemAlert error={asked.error} onRetry={onAgain} />;
  if (asked.data === undefined) return null;
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{preview.title}</h2>
        <p className="text-sm text-muted">{preview.nothing}</p>
      </div>
      {stale && (
        <Alert
          tone="warning"
          actions={
            <Button kind="secondary" onClick={onAgain}>
              {preview.again}
            </Button>
          }
        >
          {preview.stale}
        </Alert>
      )}
      {children(asked.data)}
    </section>
  );
}
