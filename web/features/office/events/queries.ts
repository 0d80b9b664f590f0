"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, page, type Schemas, useOnce } from "@/lib/api";
import type { ListedEvent, OfficeEvent } from "./event";
import type { Filters } from "./filters";

const events = ["office", "events"];
const oneKey = (id: string | null) => [...events, "one", id];
const perPage = 25;
const everyQuarterMinute = 15_000; // milliseconds

/** A page of the house's list. */
export function useEventList(filters: Filters, cursor: string | undefined) {
  const { status, ...rest } = filters;
  return useQuery({
    queryKey: [...events, "list", filters, cursor],
    queryFn: () => {
      const query = {
        limit: perPage,
        ...(cursor ? { cursor } : {}),
        ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== "")),
        ...(status === "" ? {} : { status }),
      };
      return page(api.GET("/admin/events", { params: { query } }));
    },
    placeholderData: keepPreviousData,
  });
}

/** An event, with its revenue. */
export function useOfficeEvent(id: string | null) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: (): Promise<OfficeEvent> => answer(api.GET("/events/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== null,
    refetchInterval: everyQuarterMinute, // seats are sold, and given back, while somebody looks on
  });
}

export type Deed = "deactivate" | "reactivate" | "cancel";

/** What is done to events. Afterwards all that shows events asks again. */
export function useEventDeeds() {
  const queries = useQueryClient();
  const once = useOnce();
  const refresh = () => queries.invalidateQueries({ queryKey: ["office"] });
  return {
    async create(body: Schemas["CatalogNewEvent"]): Promise<ListedEvent> {
      const made = await once(body, (key) =>
        answer(api.POST("/admin/events", { body, headers: { "Idempotency-Key": key } })),
      );
      void refresh();
      return made;
    },
    async edit(id: string, body: Schemas["CatalogEventEdit"]): Promise<void> {
      await answer(api.PUT("/admin/events/{id}", { params: { path: { id } }, body }));
      await refresh();
    },
    async change(id: string, deed: Deed): Promise<void> {
      const options = (key: string) => ({ params: { path: { id } }, headers: { "Idempotency-Key": key } });
      await once([id, deed], async (key) => {
        if (deed === "cancel") await answer(api.POST("/admin/events/{id}/cancel", options(key)));
        else if (deed === "deactivate") await answer(api.POST("/admin/events/{id}/deactivate", options(key)));
        else await answer(api.POST("/admin/events/{id}/reactivate", options(key)));
      });
      await refresh();
    },
  };
}
