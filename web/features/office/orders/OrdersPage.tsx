"use client";

import { ReceiptText } from "lucide-react";
import { useCallback } from "react";
import { EmptyState } from "@/components/ui/EmptyState";
import { NoneFits } from "@/components/ui/NoneFits";
import { SearchField } from "@/components/ui/SearchField";
import { useTexts } from "@/lib/i18n";
import { officeLists } from "@/lib/i18n/areas/office-lists";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { Choice } from "../lists/Choice";
import { EventChoice } from "../lists/EventChoice";
import { Listing } from "../lists/Listing";
import { ListPage } from "../lists/ListPage";
import { useFilters } from "../lists/useFilters";
import { useOrderColumns } from "./useOrderColumns";
import { filterNames, type OrderFilters, states, useOrders } from "./useOrders";

/** All orders, found by mail address, number, name, event or state. */
export function OrdersPage() {
  const texts = useTexts(area);
  return (
    <ListPage title={texts.title} lead={texts.lead}>
      <Orders />
    </ListPage>
  );
}

function Orders() {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  const { filters, filter, cursor } = useFilters(filterNames);
  const query = useOrders(filters, cursor.current);
  const columns = useOrderColumns();
  const filtered = Object.values(filters).some((value) => value !== "");
  const noneFits = (
    <NoneFits
      title={texts.notFoundTitle}
      clear={lists.clear}
      onClear={() => filter({ q: "", eventId: "", status: "" })}
    >
      {texts.notFoundText}
    </NoneFits>
  );
  return (
    <div className="flex flex-col gap-4">
      <Filters filters={filters} onChange={filter} />
      <Listing
        caption={texts.title}
        columns={columns}
        rowKey={(order) => order.id ?? ""}
        query={query}
        cursor={cursor}
        empty={filtered ? noneFits : <None />}
      />
    </div>
  );
}

type FiltersProps = { filters: OrderFilters; onChange: (changed: Partial<OrderFilters>) => void };

function Filters({ filters, onChange }: FiltersProps) {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  const search = useCallback((q: string) => onChange({ q }), [onChange]);
  return (
    <search className="grid gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_2fr_1fr]">
      <SearchField
        label={texts.search}
        hint={texts.searchHint}
        literal
        value={filters.q}
        onChange={search}
        className="sm:col-span-2 xl:col-span-1"
      />
      <EventChoice
        label={lists.event}
        none={lists.allEvents}
        value={filters.eventId}
        onChange={(eventId) => onChange({ eventId })}
      />
      <Choice
        label={texts.columns.state}
        none={lists.all}
        value={filters.status}
        options={states.map((state) => [state, texts.states[state]] as const)}
        onChange={(status) => onChange({ status })}
      />
    </search>
  );
}

function None() {
  const texts = useTexts(area);
  return (
    <EmptyState icon={ReceiptText} title={texts.noneTitle}>
      {texts.noneText}
    </EmptyState>
  );
}
