"use client";

import { useEffect, useRef } from "react";
import { NotFound } from "@/components/shell/NotFound";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { announce } from "@/components/ui/LiveRegion";
import { Skeleton } from "@/components/ui/Skeleton";
import { Problem } from "@/lib/api";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import { OfferCard } from "./OfferCard";
import { PlaceActions } from "./PlaceActions";
import { PlaceFacts } from "./PlaceFacts";
import { isWaiting, noticeOf, type Place, stageOf } from "./stage";
import { type Key, usePlace } from "./usePlace";
import { headline, lead } from "./words";

/** A place in line, opened by its mail's link. */
export function PlacePage(at: Key) {
  const texts = useTexts(waitlist);
  const query = usePlace(at);
  const { data, error } = query;
  const missing = error instanceof Problem && [400, 401, 403, 404].includes(error.status);
  if (missing) return <NotFound title={texts.missingTitle} text={texts.missingText} />;
  if (data) {
    return (
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-6">
        {error && <Alert tone="warning">{texts.stale}</Alert>}
        <Told place={data} at={at} />
      </div>
    );
  }
  if (error) return <ProblemAlert error={error} onRetry={() => void query.refetch()} />;
  return <PlaceLoading />;
}

function Told({ place, at }: { place: Place; at: Key }) {
  const texts = useTexts(waitlist);
  const format = useFormat();
  const stage = stageOf(place, serverNow());
  const notice = noticeOf(place);
  const title = headline(place, stage, texts, format);
  const text = lead(place, stage, texts, format);
  useSaid(`${title}. ${text}`);
  return (
    <>
      <header className="flex flex-col gap-2">
        {place.event && (
          <p className="text-muted">
            <strong className="font-semibold text-ink">{place.event.name}</strong>
            {` · ${place.event.venue} · ${format.date(place.event.startsAt, "full", place.event.timeZone)}`}
          </p>
        )}
        <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
        <p className="text-pretty">{text}</p>
      </header>
      {notice && <Alert tone={notice === "withdrawn" ? "warning" : "info"}>{texts.notice[notice]}</Alert>}
      {place.offer && stage === "offered" && <OfferCard offer={place.offer} />}
      <PlaceActions place={place} stage={stage} at={at} />
      {isWaiting(stage) && <PlaceFacts place={place} />}
      {at.secret && <p className="text-sm text-muted">{texts.keepSecret}</p>}
    </>
  );
}

/** Says what has changed since the page was opened; what stood there at first is read with the page. */
function useSaid(text: string): void {
  const last = useRef(text);
  useEffect(() => {
    if (last.current !== text) announce(text);
    last.current = text;
  }, [text]);
}

export function PlaceLoading() {
  const texts = useTexts(common);
  return (
    <section aria-busy="true" aria-label={texts.loading} className="mx-auto flex w-full max-w-2xl flex-col gap-4">
      <Skeleton className="h-6 w-1/2" />
      <Skeleton className="h-10 w-2/3" />
      <Skeleton className="h-40" />
    </section>
  );
}
