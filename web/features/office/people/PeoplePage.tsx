"use client";

import { UserSearch } from "lucide-react";
import { useCallback, useState } from "react";
import { EmptyState } from "@/components/ui/EmptyState";
import { SearchField } from "@/components/ui/SearchField";
import { useTexts } from "@/lib/i18n";
import { officePeople as area } from "@/lib/i18n/areas/office-people";
import { Listing } from "../lists/Listing";
import { ListPage } from "../lists/ListPage";
import { useFilters } from "../lists/useFilters";
import { RoleDialog } from "./RoleDialog";
import { type Person, usePeople } from "./usePeople";
import { usePeopleColumns } from "./usePeopleColumns";

/** All accounts, and what each may do. */
export function PeoplePage() {
  const texts = useTexts(area);
  return (
    <ListPage title={texts.title} lead={texts.lead}>
      <People />
    </ListPage>
  );
}

const filterNames = ["q"] as const;

function People() {
  const texts = useTexts(area);
  const { filters, filter, cursor } = useFilters(filterNames);
  const { q } = filters;
  const [chosen, setChosen] = useState<Person | null>(null);
  const search = useCallback((words: string) => filter({ q: words }), [filter]);
  const query = usePeople(q, cursor.current);
  const columns = usePeopleColumns(setChosen);
  return (
    <div className="flex flex-col gap-4">
      <search>
        <SearchField
          label={texts.search}
          hint={texts.searchHint}
          literal
          value={q}
          onChange={search}
          className="max-w-md"
        />
      </search>
      <Listing
        caption={texts.title}
        columns={columns}
        rowKey={({ userId }) => userId}
        query={query}
        cursor={cursor}
        empty={
          <EmptyState icon={UserSearch} title={texts.noneTitle}>
            {texts.noneText}
          </EmptyState>
        }
      />
      <RoleDialog person={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}
