"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";
import { useProblemText, useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { Button } from "./Button";

type AlertTone = "info" | "good" | "warning" | "bad";

const looks = {
  info: { icon: Info, color: "border-line-strong bg-sunken" },
  good: { icon: CircleCheck, color: "border-good-ink/40 bg-good-soft" },
  warning: { icon: TriangleAlert, color: "border-warning-ink/40 bg-warning-soft" },
  bad: { icon: CircleAlert, color: "border-danger-ink/40 bg-danger-soft" },
};

type AlertProps = { tone?: AlertTone; title?: string; children?: ReactNode; actions?: ReactNode; className?: string };

/** Something to know at this place of the page. A bad one is said at once, the others when the reader comes to rest. */
export function Alert({ tone = "info", title, children, actions, className }: AlertProps) {
  const { icon: Icon, color } = looks[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={classes("flex gap-3 rounded-lg border p-4", color, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="flex min-w-0 flex-col gap-2">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-pretty">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

type ProblemProps = { error: unknown; onRetry?: () => void; title?: string; className?: string; actions?: ReactNode };

/** What went wrong, in a sentence, and a way on. */
export function ProblemAlert({ error, onRetry, title, className, actions }: ProblemProps) {
  const texts = useTexts(common);
  const textOf = useProblemText();
  const retry = onRetry && (
    <Button kind="secondary" onClick={onRetry}>
      {texts.retry}
    </Button>
  );
  return (
    <Alert
      tone="bad"
      title={title ?? texts.problem.title}
      actions={
        (retry || actions) && (
          <>
            {retry}
            {actions}
          </>
        )
      }
      className={className}
    >
      {textOf(error)}
    </Alert>
  );
}
