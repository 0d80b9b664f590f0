"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { announce } from "@/components/ui/LiveRegion";
import { Loading } from "@/components/ui/Loading";
import { Pagination } from "@/components/ui/Pagination";
import { Skeleton } from "@/components/ui/Skeleton";
import { type Column, Table } from "@/components/ui/Table";
import type { Cursor, Page } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { officeLists as area } from "@/lib/i18n/areas/office-lists";
import { RowKeys } from "./RowKeys";

type ListingProps<Row> = {
  caption: string;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  query: UseQueryResult<Page<Row>>;
  cursor: Cursor;
  /** What stands there instead when there is nothing. */
  empty: ReactNode;
};

/** A page of a list: its rows, or why there are none, and the way on. */
export function Listing<Row>({ caption, columns, rowKey, query, cursor, empty }: ListingProps<Row>) {
  const texts = useTexts(area);
  const { data, error, isPlaceholderData } = query;
  const count = data && !isPlaceholderData ? texts.shown(data.items.length) : "";
  useEffect(() => announce(count), [count]);
  const retry = () => void query.refetch();
  if (!data) return error ? <ProblemAlert error={error} onRetry={retry} /> : <ListLoading />;
  const { items, next } = data;
  return (
    <div aria-busy={isPlaceholderData} className="flex flex-col gap-4 transition-opacity aria-busy:opacity-60">
      {error && <ProblemAlert error={error} onRetry={retry} />}
      {items.length === 0 ? (
        empty
      ) : (
        <RowKeys>
          <Table caption={caption} columns={columns} rows={items} rowKey={rowKey} />
        </RowKeys>
      )}
      <Pagination cursor={cursor} next={next} busy={isPlaceholderData} />
    </div>
  );
}

export function ListLoading() {
  return (
    <Loading className="flex flex-col gap-2">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} className="h-11" />
      ))}
    </Loading>
  );
}
