"use client";

import { MailCheck, Mail as MailIcon, RefreshCw } from "lucide-react";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { useTexts } from "@/lib/i18n";
import { officeLists } from "@/lib/i18n/areas/office-lists";
import { officeMails as area } from "@/lib/i18n/areas/office-mails";
import { Choice } from "../lists/Choice";
import { Listing } from "../lists/Listing";
import { ListPage } from "../lists/ListPage";
import { useFilters } from "../lists/useFilters";
import { useMailColumns } from "./useMailColumns";
import { statusIn, useMails } from "./useMails";

/** What was sent to whom, and what became of it. */
export function MailsPage() {
  const texts = useTexts(area);
  return (
    <ListPage title={texts.title} lead={texts.lead}>
      <Mails />
    </ListPage>
  );
}

const filterNames = ["status"] as const;

function Mails() {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  const { filters, filter, cursor } = useFilters(filterNames);
  const status = statusIn(filters.status);
  const query = useMails(status, cursor.current);
  const columns = useMailColumns();
  return (
    <div className="flex flex-col gap-4">
      <search className="flex flex-wrap items-end gap-3">
        <Choice
          label={texts.columns.status}
          none={lists.all}
          value={status}
          options={Object.entries(texts.statuses)}
          onChange={(chosen) => filter({ status: chosen })}
          className="w-full sm:w-72"
        />
        <Button kind="secondary" busy={query.isFetching} onClick={() => void query.refetch()}>
          <RefreshCw aria-hidden className="size-4" />
          {lists.refresh}
        </Button>
      </search>
      {query.data?.items.some((mail) => mail.status === "failed") && <Alert>{texts.failedHelp}</Alert>}
      <Listing
        caption={texts.title}
        columns={columns}
        rowKey={({ id }) => id}
        query={query}
        cursor={cursor}
        empty={
          status === "" ? (
            <EmptyState icon={MailIcon} title={texts.noneTitle}>
              {texts.noneText}
            </EmptyState>
          ) : (
            <EmptyState icon={MailCheck} title={texts.notFoundTitle}>
              {texts.notFoundGood}
            </EmptyState>
          )
        }
      />
    </div>
  );
}
