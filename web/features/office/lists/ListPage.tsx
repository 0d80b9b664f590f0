import { type ReactNode, Suspense } from "react";
import { PageHead } from "../shell/PageHead";
import { ListLoading } from "./Listing";

type ListPageProps = {
  title: string;
  lead: string;
  /** What can be done on the page as a whole. */
  actions?: ReactNode;
  loading?: ReactNode;
  /** The list, filtered by the page's address. */
  children: ReactNode;
};

/** A page of the office that is a list. The exported page cannot know its query, so the list waits for the browser. */
export function ListPage({ title, lead, actions, loading = <ListLoading />, children }: ListPageProps) {
  return (
    <>
      <PageHead title={title} lead={lead} actions={actions} />
      <Suspense fallback={loading}>{children}</Suspense>
    </>
  );
}
