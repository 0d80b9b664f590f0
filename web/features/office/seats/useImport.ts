"use client";

import { answer, api } from "@/lib/api";
import type { PlanQuery } from "./planForm";
import { planIn } from "./planIn";
import { useSeatsChanged } from "./queries";
import { useSending } from "./useSending";

type Order = { file: File; query: PlanQuery };

const sameness = ({ file, query }: Order) => [file.name, file.size, file.lastModified, query];

/** Reads a plan's file without writing anything, and brings it in. */
export function useImport(event: string) {
  const changed = useSeatsChanged(event);
  const send = ({ file, query }: Order, preview: boolean, key?: string) => {
    const header = key ? { "Idempotency-Key": key } : {};
    return answer(
      api.POST("/admin/events/{id}/plan", {
        params: { path: { id: event }, query: preview ? { ...query, preview } : query, header },
        body: file,
        bodySerializer: () => file, // as it is on the disk: what is wrong in it is said with its place
        headers: { "Content-Type": "application/json" },
      }),
    );
  };
  const preview = useSending(async (order: Order) => planIn(await send(order, true)));
  const bring = useSending(async (order: Order, key) => {
    const { totalSeats } = await send(order, false, key);
    await changed();
    return totalSeats;
  }, sameness);
  return { preview, bring };
}
