"use client";

import { FileDown } from "lucide-react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { officeAttendees as area } from "@/lib/i18n/areas/office-attendees";
import { saveFile } from "@/lib/saveFile";
import { useDeed } from "@/lib/useDeed";
import { useManagedEvents } from "../lists/useManagedEvents";
import { fileName } from "./fileName";
import { attendeesFile } from "./useAttendees";

/** All tickets of an event as a file. The page fetches it, since a link would send no token. */
export function DownloadCsv({ event }: { event: string }) {
  const texts = useTexts(area);
  const name = useManagedEvents().data?.find(({ id }) => id === event)?.name ?? event;
  const load = useDeed(async () => saveFile(await attendeesFile(event), fileName(texts.file, name)));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button kind="secondary" busy={load.busy} onClick={load.run} aria-describedby="csv-hint">
          <FileDown aria-hidden className="size-5" />
          {texts.csv}
        </Button>
        <p id="csv-hint" className="text-sm text-muted">
          {texts.csvHint}
        </p>
      </div>
      {load.error !== null && <ProblemAlert error={load.error} />}
    </div>
  );
}
