"use client";

import type { SeatMap } from "@/components/plan/model/map";
import { Button } from "@/components/ui/Button";
import { useFormat } from "@/lib/format";
import { useProblemText, useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import type { Choice, Refusal } from "./useChoice";
import { useSeatWords } from "./words";

type RefusalNoteProps = { map: SeatMap; choice: Choice; refusal: Refusal; onGo?(seat: number): void };

/** Why seats were not held, and the nearest equal ones to take instead. */
export function RefusalNote({ map, choice, refusal, onGo }: RefusalNoteProps) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const words = useSeatWords();
  const textOf = useProblemText();
  const { offer, note } = refusal;
  const takeOffer = () => {
    if (!offer) return;
    if (offer.seats[0] !== undefined) onGo?.(offer.seats[0]);
    void choice.take(offer.seats);
  };
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-lg border border-line-strong bg-raised p-3 text-sm shadow-lg"
    >
      <p className="font-semibold">{texts.refused}</p>
      <p>{note ?? textOf(refusal.error)}</p>
      {offer && <p>{texts.offer(words.names(map.plan, offer.seats), format.money(offer.total, map.plan.currency))}</p>}
      <div className="flex flex-wrap gap-2">
        {offer && (
          <Button size="small" onClick={takeOffer}>
            {texts.takeOffer}
          </Button>
        )}
        <Button size="small" kind="secondary" onClick={choice.dismiss}>
          {texts.dismiss}
        </Button>
      </div>
    </div>
  );
}
