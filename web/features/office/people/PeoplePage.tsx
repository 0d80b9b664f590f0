"use client";

import { UserSearch } from "lucide-react";
import { Suspense, useCallback, useState } from "react";
import { EmptyState } from "@/components/ui/EmptyState";
import { SearchField } from "@/components/ui/SearchField";
import { useCursor } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { officePeople as area } from "@/lib/i18n/areas/office-people";
import { Listing, ListLoading } from "../lists/Listing";
import { useAddress } from "../lists/useAddress";
import { PageHead } from "../shell/PageHead";
import { RoleDialog } from "./RoleDialog";
import { type Person, usePeople } from "./usePeople";
import { usePeopleColumns } from "./usePeopleColumns";

/** All accounts, and what each may do. */
export function PeoplePage() {
  const texts = useTexts(area);
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} />
      {/* The exported page cannot know its query. */}
      <Suspense fallback={<ListLoading />}>
        <People />
      </Suspense>
    </>
  );
}

const filterNames = ["q"] as const;

function People() {
  const texts = useTexts(area);
  const [{ q }, change] = useAddress(filterNames);
  const [chosen, setChosen] = useState<Person | null>(null);
  const cursor = useCursor();
  const { reset } = cursor;
  const search = useCallback(
    (words: string) => {
      reset();
      change({ q: words });
    },
    [reset, change],
  );
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
