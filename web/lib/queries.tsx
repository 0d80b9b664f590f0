"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Problem } from "./api/problem";

/** What was read counts as fresh for a quarter of a minute. Lost answers are asked for again twice; a refusal is a refusal. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, retry: worthAnotherTry }, mutations: { retry: false } },
  });
}

function worthAnotherTry(failures: number, error: Error): boolean {
  if (!(error instanceof Problem)) return false; // a fault of ours: asking again finds the same
  return failures < 2 && (error.status === 0 || error.status >= 500);
}

export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
