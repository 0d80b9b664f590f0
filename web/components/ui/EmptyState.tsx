import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyProps = {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** h1 where it is all that the page has. */
  heading?: "h1" | "h2" | "h3";
};

/** What a list says when it has nothing: why, and what to do. */
export function EmptyState({ icon: Icon, title, children, actions, heading: Heading = "h2" }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-12 text-center">
      {Icon && <Icon aria-hidden className="size-8 text-muted" />}
      <Heading className="text-lg font-semibold text-balance">{title}</Heading>
      {children && <div className="max-w-prose text-pretty text-muted">{children}</div>}
      {actions && <div className="flex flex-wrap justify-center gap-2 pt-1">{actions}</div>}
    </div>
  );
}
