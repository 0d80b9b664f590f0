"use client";

import { CalendarX2 } from "lucide-react";
import type { ReactNode } from "react";
import { Answered } from "@/components/ui/Answered";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { officeEvents } from "@/lib/i18n/areas/office-events";
import { useTitle } from "@/lib/title";
import type { OfficeEvent } from "./event";
import { useOfficeEvent } from "./queries";

/** The event of a page's address, once it is here; else why not. */
export function OneEvent({ id, children }: { id: string | null; children: (event: OfficeEvent) => ReactNode }) {
  const texts = useTexts(officeEvents);
  const query = useOfficeEvent(id);
  useTitle(query.data?.name);
  const back = (
    <ButtonLink kind="secondary" href="/admin/events" prefetch={false}>
      {texts.all}
    </ButtonLink>
  );
  const missing = (
    <EmptyState icon={CalendarX2} heading="h1" title={texts.missingTitle} actions={back}>
      {texts.missingText}
    </EmptyState>
  );
  return (
    <Answered query={query} loading={<Waiting />} missing={missing}>
      {children}
    </Answered>
  );
}

function Waiting() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-10 w-1/2" />
      <Skeleton className="h-32" />
      <Skeleton className="h-64" />
    </Loading>
  );
}
