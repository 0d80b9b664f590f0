import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";
import { classes } from "@/lib/classes";

type FigureProps = { label: string; value: ReactNode; note?: ReactNode; children?: ReactNode; className?: string };

/** One number that matters, with what it is. */
export function Figure({ label, value, note, children, className }: FigureProps) {
  return (
    <Card className={classes("flex flex-col gap-2", className)}>
      <dl className="flex flex-col gap-1">
        <dt className="text-sm text-muted">{label}</dt>
        <dd className="text-xl font-semibold tracking-tight wrap-anywhere tabular-nums sm:text-2xl">{value}</dd>
        {note && <dd className="text-sm text-muted">{note}</dd>}
      </dl>
      {children}
    </Card>
  );
}
