"use client";

import { CircleCheck, CircleX, Clock, type LucideIcon, Undo2 } from "lucide-react";
import Link from "next/link";
import { ProblemAlert } from "@/components/ui/Alert";
import { Card } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { classes } from "@/lib/classes";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { type Activity, activitiesOf } from "./activity";
import { useLatestOrders } from "./queries";

const shown = 8;

/** What happened last, from the orders themselves. */
export function ActivityList({ eventId }: { eventId: string | undefined }) {
  const texts = useTexts(officeDashboard);
  const shared = useTexts(common);
  const { data, error, refetch } = useLatestOrders({ eventId, limit: shown });
  const activities = data && activitiesOf(data.items);
  return (
    <Card className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{texts.activity}</h2>
        <Link
          href={eventId ? `/admin/orders?eventId=${eventId}` : "/admin/orders"}
          prefetch={false}
          className="-my-2 inline-flex min-h-11 items-center font-medium text-accent-ink underline-offset-4 hover:underline"
        >
          {texts.allOrders}
        </Link>
      </header>
      {error && !data && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <div aria-busy="true" role="status" aria-label={shared.loading}>
          <Skeleton className="h-64" />
        </div>
      )}
      {activities?.length === 0 && <p className="text-muted">{texts.activityNone}</p>}
      {activities && activities.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {activities.map((activity) => (
            <ActivityLine key={activity.id} activity={activity} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const looks: Record<Activity["kind"], { icon: LucideIcon; color: string }> = {
  pending: { icon: Clock, color: "text-warning-ink" },
  paid: { icon: CircleCheck, color: "text-accent-ink" },
  cancelled: { icon: CircleX, color: "text-muted" },
  refunded: { icon: Undo2, color: "text-danger-ink" },
};

function ActivityLine({ activity }: { activity: Activity }) {
  const texts = useTexts(officeDashboard);
  const { money, relative } = useFormat();
  const { icon: Icon, color } = looks[activity.kind];
  const did = texts.did[activity.kind](activity.who || texts.somebody, activity.seats);
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Icon aria-hidden className={classes("mt-0.5 size-5 shrink-0", color)} />
      <div className="min-w-0 flex-1">
        <Link
          href={`/admin/orders/${activity.id}`}
          prefetch={false}
          className="font-medium wrap-anywhere underline-offset-4 hover:underline"
        >
          {did}
        </Link>
        <p className="truncate text-sm text-muted">
          <time dateTime={activity.at}>{relative(activity.at)}</time>
          {activity.eventName && ` · ${activity.eventName}`}
        </p>
      </div>
      {activity.currency && <span className="tabular-nums">{money(activity.amount, activity.currency)}</span>}
    </li>
  );
}
