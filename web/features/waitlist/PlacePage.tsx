"use client";

import { NotFound } from "@/components/shell/NotFound";
import { Alert } from "@/components/ui/Alert";
import { Answered } from "@/components/ui/Answered";
import { useSaid } from "@/components/ui/LiveRegion";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
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
  const missing = <NotFound title={texts.missingTitle} text={texts.missingText} />;
  return (
    <Answered query={query} loading={<PlaceLoading />} missing={missing} guarded>
      {(place, stale) => (
        <div className="mx-auto flex w-full max-w-2xl flex-col gap-6">
          {stale && <Alert tone="warning">{texts.stale}</Alert>}
          <Told place={place} at={at} />
        </div>
      )}
    </Answered>
  );
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

export function PlaceLoading() {
  return (
    <Loading className="mx-auto flex w-full max-w-2xl flex-col gap-4">
      <Skeleton className="h-6 w-1/2" />
      <Skeleton className="h-10 w-2/3" />
      <Skeleton className="h-40" />
    </Loading>
  );
}
