import type { ReactNode } from "react";
import { Card } from "@/components/ui/Card";

/** A narrow card with a title: the frame of all account pages. */
export function Frame({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: string;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4 sm:py-8">
      <Card className="flex flex-col gap-6">
        <header className="flex flex-col gap-2">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {lead && <p className="text-pretty text-muted">{lead}</p>}
        </header>
        {children}
      </Card>
      {foot && <div className="flex flex-wrap items-center justify-center gap-x-2 text-muted">{foot}</div>}
    </div>
  );
}
