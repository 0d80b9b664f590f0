"use client";

import { DoorClosed } from "lucide-react";
import { useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Loading } from "@/components/ui/Loading";
import { Skeleton } from "@/components/ui/Skeleton";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import { remembered } from "@/lib/remember";
import { type Session, useSession } from "@/lib/session";
import { signInLink } from "./DataAge";
import { GateScreen } from "./GateScreen";
import { resumePlace, usePlace } from "./place";
import { Setup } from "./Setup";
import { useShell } from "./shell";
import type { Place } from "./store/records";

/** The door: for staff, and for a device that staff have set up and that is without network now. */
export function DoorPage() {
  const session = useSession();
  const place = usePlace();
  const [changing, setChanging] = useState(false);
  const [opened, setOpened] = useState(false);
  const may = place !== undefined && (mayOpen(session, place) || (opened && session.kind !== "user"));
  useEffect(() => {
    void resumePlace();
  }, []);
  useShell();
  useEffect(() => {
    if (may) setOpened(true); // a session that ends in the middle of an evening closes no door
  }, [may]);

  if (place === undefined) return <Opening />;
  if (!may) return session.kind === "unknown" ? <Opening /> : <Closed session={session} />;
  if (place === null || changing) return <Setup present={place} onDone={() => setChanging(false)} />;
  return <GateScreen place={place} onChange={() => setChanging(true)} />;
}

/**
 * Whether the visitor may use the door. Without network nobody can be asked who they are: a device that was set up by somebody whose
 * session has not ended since goes on.
 */
function mayOpen(session: Session, place: Place | null): boolean {
  if (session.kind === "user") return session.role !== "User";
  const unasked = session.kind === "unknown" || session.kind === "none";
  return unasked && place !== null && remembered("session") === "user";
}

function Closed({ session }: { session: Session }) {
  const texts = useTexts(area).signIn;
  return (
    <EmptyState
      icon={DoorClosed}
      heading="h1"
      title={texts.title}
      actions={<ButtonLink href={signInLink}>{texts.action}</ButtonLink>}
    >
      {session.kind === "user" ? texts.notStaff(session.email) : texts.text}
    </EmptyState>
  );
}

function Opening() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-12" />
      <Skeleton className="h-56" />
    </Loading>
  );
}
