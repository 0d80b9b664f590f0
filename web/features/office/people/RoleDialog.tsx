"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/Alert";
import { Checkbox } from "@/components/ui/Checkbox";
import { toast } from "@/components/ui/Toast";
import { useTexts } from "@/lib/i18n";
import { officePeople as area } from "@/lib/i18n/areas/office-people";
import { type Role, useSession } from "@/lib/session";
import { useDeed } from "@/lib/useDeed";
import { SureDialog } from "../lists/SureDialog";
import { type Person, useSetRole } from "./usePeople";

const roles: readonly Role[] = ["User", "Staff", "Organiser", "Admin"];

/** Chooses an account's role: each says what it may do, and the dialog what changing it does. */
export function RoleDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const texts = useTexts(area);
  const words = texts.dialog;
  const session = useSession();
  const setRole = useSetRole();
  const [chosen, setChosen] = useState<{ user: string; role: Role } | null>(null);
  const role = (chosen?.user === person?.userId ? chosen?.role : null) ?? person?.role ?? "User";
  const deed = useDeed(async () => {
    if (person === null) return;
    await setRole(person, role);
    toast(words.done(person.email, texts.roles[role]));
  });
  const email = person?.email ?? "";
  const myself = session.kind === "user" && session.email === email;
  const choose = (next: Role) => {
    deed.forget();
    if (person) setChosen({ user: person.userId, role: next });
  };
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <SureDialog
      open={person !== null}
      onClose={close}
      title={words.title(email)}
      lead={person ? words.lead(texts.roles[person.role]) : ""}
      confirm={role === person?.role ? words.same : words.confirm(texts.roles[role])}
      ready={role !== person?.role}
      harmless={!myself || role === person?.role}
      deed={deed}
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{words.legend}</legend>
        {roles.map((each) => (
          <Checkbox
            key={each}
            radio
            name="role"
            label={<span className="font-medium">{texts.roles[each]}</span>}
            hint={texts.may[each]}
            checked={each === role}
            onChange={() => choose(each)}
          />
        ))}
      </fieldset>
      <p className="pt-3">{words.sessions}</p>
      {myself && role !== person?.role && (
        <Alert tone="warning" className="mt-3">
          {words.yourself}
        </Alert>
      )}
    </SureDialog>
  );
}
