"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type Page, page } from "@/lib/api";
import { setOnly } from "../lists/useAddress";
import type { FoundOrder } from "./order";

export const filterNames = ["q", "eventId", "status"] as const;
export type OrderFilters = Record<(typeof filterNames)[number], string>;

/** Orders by what the house looks for, newest first. */
export function useOrders(filters: OrderFilters, cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "orders", filters, cursor],
    queryFn: async ({ signal }) => {
      const query = { ...setOnly(filters), ...(cursor ? { cursor } : {}) };
      return (await page(api.GET("/admin/orders", { params: { query }, signal }))) as Page<FoundOrder>;
    },
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}
