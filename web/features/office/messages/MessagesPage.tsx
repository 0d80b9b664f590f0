"use client";

import { CircleCheck, RefreshCw } from "lucide-react";
import { useState } from "react";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { Table } from "@/components/ui/Table";
import { useProblemText, useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeLists } from "@/lib/i18n/areas/office-lists";
import { officeMessages as area } from "@/lib/i18n/areas/office-messages";
import { ListLoading } from "../lists/Listing";
import { ListPage } from "../lists/ListPage";
import { RowKeys } from "../lists/RowKeys";
import { useAddress } from "../lists/useAddress";
import { MessageSheet } from "./MessageSheet";
import { contexts, type Message } from "./message";
import { useMessageColumns } from "./useMessageColumns";
import { most, type Shelf, type State, useShelf } from "./useMessages";

/** Messages that got stuck, of all parts of the house, and what to do about them. */
export function MessagesPage() {
  const texts = useTexts(area);
  return (
    <ListPage title={texts.title} lead={texts.lead}>
      <Messages />
    </ListPage>
  );
}

const filterNames = ["state"] as const;

function Messages() {
  const [filters, change] = useAddress(filterNames);
  const state: State = filters.state === "waiting" ? "waiting" : "parked";
  const shelf = useShelf(state);
  const [chosen, setChosen] = useState<Message | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <Choose state={state} shelf={shelf} onChange={(next) => change({ state: next === "parked" ? "" : next })} />
      <Silent shelf={shelf} />
      <Shelved shelf={shelf} state={state} onOpen={setChosen} />
      <MessageSheet message={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

type ChooseProps = { state: State; shelf: Shelf; onChange: (state: State) => void };

function Choose({ state, shelf, onChange }: ChooseProps) {
  const texts = useTexts(area);
  const lists = useTexts(officeLists);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={texts.state} className="w-full sm:w-80">
        {(control) => (
          <Select
            {...control}
            value={state}
            onChange={(event) => onChange(event.target.value === "waiting" ? "waiting" : "parked")}
          >
            <option value="parked">{texts.parked}</option>
            <option value="waiting">{texts.waiting}</option>
          </Select>
        )}
      </Field>
      <Button kind="secondary" busy={shelf.busy} onClick={shelf.retry}>
        <RefreshCw aria-hidden className="size-4" />
        {lists.refresh}
      </Button>
    </div>
  );
}

/** Names the parts that have not answered: what is stuck there would else look handled. */
function Silent({ shelf: { silent, asking, full, error, retry } }: { shelf: Shelf }) {
  const texts = useTexts(area);
  const shared = useTexts(common);
  const problem = useProblemText();
  const names = silent.map((context) => texts.contexts[context]).join(", ");
  const again = (
    <Button kind="secondary" onClick={retry}>
      {shared.retry}
    </Button>
  );
  return (
    <>
      {silent.length > 0 && (
        <Alert tone="bad" title={texts.silentTitle(names)} actions={again}>
          {silent.length === contexts.length ? texts.silentAll : texts.silentText} {problem(error)}
        </Alert>
      )}
      {asking.length > 0 && asking.length < contexts.length && (
        <p role="status" className="text-muted">
          {texts.asking(asking.length)}
        </p>
      )}
      {full.map((context) => (
        <p key={context} className="text-muted">
          {texts.full(texts.contexts[context], most)}
        </p>
      ))}
    </>
  );
}

type ShelvedProps = { shelf: Shelf; state: State; onOpen: (message: Message) => void };

function Shelved({ shelf: { messages, asking, silent }, state, onOpen }: ShelvedProps) {
  const texts = useTexts(area);
  const columns = useMessageColumns(onOpen);
  if (messages.length > 0) {
    return (
      <RowKeys>
        <Table
          caption={texts.title}
          columns={columns}
          rows={messages}
          rowKey={({ context, id }) => `${context} ${id}`}
        />
      </RowKeys>
    );
  }
  if (asking.length > 0) return <ListLoading />;
  // "Nothing is parked" would be a guess while a part is away.
  if (silent.length > 0) return null;
  const parked = state === "parked";
  return (
    <EmptyState icon={CircleCheck} title={parked ? texts.noneTitle : texts.noneWaitingTitle}>
      {parked ? texts.noneText : texts.noneWaitingText}
    </EmptyState>
  );
}
