"use client";

import { Settings as SettingsIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import { CameraView } from "./CameraView";
import { Conflicts } from "./Conflicts";
import { useCamera } from "./camera/useCamera";
import { DataAge } from "./DataAge";
import { ScanList } from "./ScanList";
import { SearchDialog } from "./SearchDialog";
import { Settings } from "./Settings";
import type { Place } from "./store/records";
import { TypeForm } from "./TypeForm";
import { useDoor, useDoorState } from "./useDoor";
import { useVerdicts } from "./useVerdicts";
import { VerdictPanel } from "./VerdictPanel";

/** The open door: verdict, camera, typing, and what happened so far. */
export function GateScreen({ place, onChange }: { place: Place; onChange: () => void }) {
  const door = useDoor(place);
  const state = useDoorState(door);
  const { timeZone } = place.event;
  const verdicts = useVerdicts(door, state, timeZone);
  const camera = useCamera((code) => verdicts.scan({ code }));
  const [open, setOpen] = useState<"settings" | "search" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-col gap-4">
      <Head place={place} onSettings={() => setOpen("settings")} />
      <DataAge state={state} onRefresh={() => void door?.meet()} />
      <Conflicts scans={state.scans} timeZone={timeZone} onSeen={({ id }) => void door?.dismiss(id)} />
      <div className="grid items-start gap-4 lg:grid-cols-2 lg:gap-8">
        <div className="flex flex-col gap-4">
          <VerdictPanel
            scan={verdicts.shown}
            asking={state.asking}
            failed={verdicts.failed}
            timeZone={timeZone}
            onUndo={verdicts.undo}
          />
          <CameraView camera={camera} />
        </div>
        <div className="flex flex-col gap-6">
          <TypeForm onInput={verdicts.scan} onSearch={() => setOpen("search")} />
          <ScanList scans={state.scans} timeZone={timeZone} onUndo={verdicts.undo} />
        </div>
      </div>
      <Settings open={open === "settings"} waiting={state.waiting} onClose={close} onChange={onChange} />
      <SearchDialog
        open={open === "search"}
        eventId={place.event.id}
        online={state.link === "online"}
        onClose={close}
        onAdmit={(ticketNumber) => {
          close();
          verdicts.scan({ ticketNumber });
        }}
      />
    </div>
  );
}

function Head({ place: { event, gate }, onSettings }: { place: Place; onSettings: () => void }) {
  const texts = useTexts(area);
  return (
    <header className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-lg font-semibold">{event.name}</h1>
        <p className="truncate text-sm text-muted">
          {[gate && `${texts.setup.gate} ${gate}`, event.venue].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Button kind="quiet" size="icon" aria-label={texts.settings.open} aria-haspopup="dialog" onClick={onSettings}>
        <SettingsIcon aria-hidden className="size-6" />
      </Button>
    </header>
  );
}
