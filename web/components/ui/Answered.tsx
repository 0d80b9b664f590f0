"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "@/lib/api";
import { ProblemAlert } from "./Alert";

type AnsweredProps<Data> = {
  query: Pick<UseQueryResult<Data>, "data" | "error" | "refetch">;
  loading: ReactNode;
  /** What stands there instead where the address names nothing. */
  missing: ReactNode;
  /** For what a secret opens, or a session: where they open it no more it is missing, even if it was shown before. */
  guarded?: boolean;
  /** `stale`: it was shown before, and asking for it again has failed. */
  children: (data: Data, stale: boolean) => ReactNode;
};

/** What a page's address names, once it is here; else that it comes, that there is none, or why it cannot be shown. */
export function Answered<Data>({ query, loading, missing, guarded = false, children }: AnsweredProps<Data>) {
  const { data, error, refetch } = query;
  const gone = error instanceof Problem && (guarded ? [400, 401, 403, 404] : [400, 404]).includes(error.status);
  if (data !== undefined && !(gone && guarded)) return children(data, error !== null);
  if (gone) return missing;
  return error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : loading;
}
