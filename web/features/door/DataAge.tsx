"use client";

import { type LucideIcon, RefreshCw, Wifi, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/Alert";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button, ButtonLink } from "@/components/ui/Button";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { DoorState } from "./door";

const old = 10 * 60_000; // milliseconds from which on the age of the data is warned of
const tick = 5_000;

const looks: Record<DoorState["link"], { icon: LucideIcon; tone: Tone }> = {
  online: { icon: Wifi, tone: "good" },
  offline: { icon: WifiOff, tone: "warning" },
  joining: { icon: Wifi, tone: "neutral" },
};

type Props = { state: DoorState; onRefresh: () => void };

/** Who decides, by data of when, and what is still to be sent; always in sight. */
export function DataAge({ state, onRefresh }: Props) {
  const texts = useTexts(area).data;
  const format = useFormat();
  const now = useNow();
  const { link, readAt, waiting } = state;
  const { icon: Icon, tone } = looks[link];
  const asOf =
    readAt === null ? texts.never : texts.asOf(format.relative(new Date(Math.min(readAt, now)).toISOString()));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Badge tone={tone}>
            <Icon aria-hidden />
            {texts[link]}
          </Badge>
          <p className="text-muted tabular-nums">{asOf}</p>
          {waiting > 0 && <Badge tone="warning">{texts.waiting(waiting)}</Badge>}
        </div>
        <Button kind="quiet" size="icon" aria-label={texts.refresh} title={texts.refresh} onClick={onRefresh}>
          <RefreshCw aria-hidden className="size-5" />
        </Button>
      </div>
      <Warnings state={state} isOld={readAt !== null && now - readAt >= old} />
    </div>
  );
}

function Warnings({ state: { link, barred, lasting }, isOld }: { state: DoorState; isOld: boolean }) {
  const texts = useTexts(area);
  const signIn = <ButtonLink href={signInLink}>{texts.signIn.action}</ButtonLink>;
  return (
    <>
      {barred && (
        <Alert tone="warning" actions={signIn}>
          {texts.data.barred}
        </Alert>
      )}
      {link === "offline" && !barred && <p className="text-sm text-pretty">{texts.data.offlineText}</p>}
      {link === "offline" && isOld && <Alert tone="warning">{texts.data.old}</Alert>}
      {!lasting && <Alert tone="warning">{texts.data.fleeting}</Alert>}
    </>
  );
}

export const signInLink = "/signin?next=%2Fscan";

/** The server's time, told anew as it passes. */
function useNow(): number {
  const [, pass] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => pass((n) => n + 1), tick);
    return () => clearInterval(timer);
  }, []);
  return serverNow();
}
