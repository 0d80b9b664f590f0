"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, page, type Schemas } from "@/lib/api";

export type Mail = Schemas["NotificationMail"];

const statuses = ["pending", "retrying", "failed", "sent"] as const satisfies readonly Mail["status"][];

/** The status in an address; what is none is ignored. */
export function statusIn(text: string): Mail["status"] | "" {
  return statuses.find((status) => status === text) ?? "";
}

/** Mails and what became of them, newest first. */
export function useMails(status: Mail["status"] | "", cursor: string | undefined) {
  return useQuery({
    queryKey: ["office", "mails", status, cursor],
    queryFn: ({ signal }) => {
      const query = { ...(status && { status }), ...(cursor ? { cursor } : {}) };
      return page(api.GET("/admin/mails", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}
