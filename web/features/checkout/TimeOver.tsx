"use client";

import { useState } from "react";
import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import type { SeatItem } from "./basket";
import { useSeatsAgain } from "./useBasket";

/** Every seat was let go: says so, and offers the same ones again. */
export function TimeOver({ lost, onAgain }: { lost: readonly SeatItem[]; onAgain: () => void }) {
  const texts = useTexts(checkout).over;
  const holdAgain = useSeatsAgain();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const again = async () => {
    setBusy(true);
    setError(null);
    try {
      await holdAgain(lost);
      onAgain();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button busy={busy} onClick={again}>
        {texts.again}
      </Button>
      <ButtonLink kind="secondary" href={`/events/${lost[0]?.eventId}`} prefetch={false}>
        {texts.map}
      </ButtonLink>
    </>
  );
  return (
    <div className="flex flex-col gap-4">
      <Alert tone="warning" title={texts.title} actions={actions}>
        {texts.text}
      </Alert>
      {error !== null && <ProblemAlert error={error} />}
    </div>
  );
}
