"use client";

import { CalendarX2 } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useTitle } from "@/lib/title";
import type { OfficeEvent } from "./event";
import { isMissing, useOfficeEvent } from "./queries";

/** The event of a page's address, once it is here; else why not. */
export function OneEvent({ id, children }: { id: string | null; children: (event: OfficeEvent) => ReactNode }) {
  const texts = useTexts(officeEvents);
  const query = useOfficeEvent(id);
  useTitle(query.data?.name);
  if (query.data) return children(query.data);
  if (!query.error) return <Waiting />;
  if (!isMissing(query.error)) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  const back = (
    <ButtonLink kind="secondary" href="/admin/events" prefetch={false}>
      {texts.all}
    </ButtonLink>
  );
  return (
    <EmptyState icon={CalendarX2} heading="h1" title={texts.missingTitle} actions={back}>
      {texts.missingText}
    </EmptyState>
  );
}

function Waiting() {
  const texts = useTexts(common);
  return (
    <section aria-busy="true" aria-label={texts.loading} className="flex flex-col gap-4">
      <Skeleton className="h-10 w-1/2" />
      <Skeleton className="h-32" />
      <Skeleton className="h-64" />
    </section>
  );
}
