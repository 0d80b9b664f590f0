import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyProps = { icon?: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode };

/** What a list says when it has nothing: why, and what to do. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-12 text-center">
      {Icon && <Icon aria-hidden className="size-8 text-muted" />}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <div className="max-w-prose text-pretty text-muted">{children}</div>}
      {actions && <div className="flex flex-wrap justify-center gap-2 pt-1">{actions}</div>}
    </div>
  );
}
