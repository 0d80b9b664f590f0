"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, page } from "@/lib/api";

export const filterNames = ["q", "eventId", "status"] as const;
export type OrderFilters = Record<(typeof filterNames)[number], string>;

/** The states that an order of the list can have; carts are nobody's business but their owners'. */
export const states = ["pending", "paid", "fulfilled", "cancelled"] as const;

/** Orders by what the house looks for, newest first. */
export function useOrders({ q, eventId, status }: OrderFilters, cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "orders", q, eventId, status, cursor],
    queryFn: ({ signal }) => {
      const state = states.find((each) => each === status); // an address may say anything
      const query = { ...(q && { q }), ...(eventId && { eventId }), ...(state && { status: state }) };
      return page(api.GET("/admin/orders", { params: { query: { ...query, ...(cursor ? { cursor } : {}) } }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}
