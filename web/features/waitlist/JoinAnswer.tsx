"use client";

import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Problem } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { waitlist } from "@/lib/i18n/areas/waitlist";

/** Why there is no place in line. `onSeats` leads to the seats, should some be free. */
export function JoinRefusal({ error, onSeats }: { error: unknown; onSeats: () => void }) {
  const texts = useTexts(waitlist).join;
  const format = useFormat();
  if (!(error instanceof Problem)) return <ProblemAlert error={error} />;
  if (error.code === "seats_available") {
    const go = (
      <Button kind="secondary" onClick={onSeats}>
        {texts.freeGo}
      </Button>
    );
    return (
      <Alert tone="good" title={texts.freeTitle} actions={go}>
        {texts.free}
      </Alert>
    );
  }
  if (error.code === "already_in_line") {
    return (
      <Alert tone="info" title={texts.alreadyTitle}>
        {texts.already}
      </Alert>
    );
  }
  if (error.status === 429) {
    const minutes = error.retryAfter === null ? null : Math.max(1, Math.ceil(error.retryAfter / 60));
    return (
      <Alert tone="warning" title={texts.oftenTitle}>
        {minutes === null ? texts.oftenLater : texts.often(format.number(minutes))}
      </Alert>
    );
  }
  return <ProblemAlert error={error} />;
}

export function JoinDone({ position, email }: { position: number; email: string }) {
  const texts = useTexts(waitlist).join;
  const format = useFormat();
  return (
    <Alert tone="good" title={texts.doneTitle(format.number(position))}>
      {texts.done(email)}
    </Alert>
  );
}
