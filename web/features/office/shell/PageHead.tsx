import type { ReactNode } from "react";

type PageHeadProps = {
  title: ReactNode;
  lead?: ReactNode;
  /** What can be done on the page as a whole. */
  actions?: ReactNode;
  /** A way back to the list that the page belongs to. */
  back?: ReactNode;
};

/** The head of a page of the office. */
export function PageHead({ title, lead, actions, back }: PageHeadProps) {
  return (
    <header className="flex flex-col gap-1 pb-6">
      {back}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h1 className="text-2xl font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
          {lead && <p className="max-w-prose text-pretty text-muted">{lead}</p>}
        </div>
        {actions && <div className="flex max-w-full flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
