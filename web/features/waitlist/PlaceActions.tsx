"use client";

import { Alert, ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import { JoinAgain } from "./JoinAgain";
import { SureButton } from "./SureButton";
import { isWaiting, mayJoinAgain, type Place, type Stage } from "./stage";
import { type Key, useChange } from "./usePlace";
import { moment } from "./words";

/** Confirm, pass on, leave, join again: what there is to do at each stage. Nothing happens without a button. */
export function PlaceActions({ place, stage, at }: { place: Place; stage: Stage; at: Key }) {
  const texts = useTexts(waitlist);
  const shared = useTexts(common);
  const format = useFormat();
  const change = useChange(at);
  const doing = change.isPending ? change.variables : null;
  const apart = place.offer?.apart ?? false;
  return (
    <div className="flex flex-col gap-4">
      {change.isError && <ProblemAlert error={change.error} />}
      {change.isSuccess && change.variables === "confirm" && stage === "pending" && (
        <Alert tone="good">{texts.confirm.done}</Alert>
      )}
      {stage === "unconfirmed" && (
        <>
          <p>{texts.confirm.by(moment(place, place.confirmBy, format))}</p>
          <p className="text-muted">{texts.confirm.free}</p>
          <Button busy={doing === "confirm"} onClick={() => change.mutate("confirm")} className="self-start">
            {texts.confirm.submit}
          </Button>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {stage === "offered" && (
          <SureButton
            texts={texts.pass}
            text={apart ? texts.pass.textApart : texts.pass.text}
            busy={doing === "decline"}
            onSure={() => change.mutate("decline")}
          />
        )}
        {(isWaiting(stage) || (stage === "offered" && apart)) && (
          <SureButton
            texts={texts.leave}
            text={stage === "offered" ? texts.leave.textOffer : texts.leave.text}
            busy={doing === "leave"}
            onSure={() => change.mutate("leave")}
          />
        )}
        {stage === "completed" && <ButtonLink href="/me">{texts.openOrder}</ButtonLink>}
        {(stage === "cancelled" || stage === "begun") && (
          <ButtonLink kind="secondary" href="/">
            {shared.notFound.home}
          </ButtonLink>
        )}
      </div>
      {mayJoinAgain(stage) && <JoinAgain place={place} />}
    </div>
  );
}
