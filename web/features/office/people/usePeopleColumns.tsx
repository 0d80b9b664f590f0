"use client";

import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import type { Column } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officePeople as area } from "@/lib/i18n/areas/office-people";
import { type Role, useSession } from "@/lib/session";
import type { Person } from "./usePeople";

const tones: Record<Role, Tone> = { User: "neutral", Staff: "good", Organiser: "accent", Admin: "warning" };

/** What the list says of an account; `onChange` is asked for another role. */
export function usePeopleColumns(onChange: (person: Person) => void): Column<Person>[] {
  const texts = useTexts(area);
  const format = useFormat();
  const session = useSession();
  const me = session.kind === "user" ? session.email : null;
  const { columns } = texts;
  return [
    {
      key: "email",
      header: columns.email,
      // On a phone the role stands under the address: there is no room for a column of it.
      cell: ({ email, role }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere">{email}</span>
          {email === me && <Badge>{texts.you}</Badge>}
          <span className="w-full md:hidden">
            <Badge tone={tones[role]}>{texts.roles[role]}</Badge>
          </span>
        </span>
      ),
    },
    {
      key: "role",
      header: columns.role,
      wideOnly: true,
      cell: ({ role }) => <Badge tone={tones[role]}>{texts.roles[role]}</Badge>,
    },
    {
      key: "verified",
      header: columns.verified,
      wideOnly: true,
      cell: ({ emailVerified }) => (emailVerified ? texts.verified : texts.unverified),
    },
    {
      key: "since",
      header: columns.since,
      wideOnly: true,
      cell: ({ createdAt }) => <span className="whitespace-nowrap tabular-nums">{format.date(createdAt, "day")}</span>,
    },
    {
      key: "deeds",
      header: <span className="sr-only">{columns.deeds}</span>,
      numeric: true,
      cell: (person) => (
        <Button
          kind="secondary"
          size="small"
          className="whitespace-nowrap"
          aria-label={texts.changeOf(person.email)}
          onClick={() => onChange(person)}
        >
          {texts.change}
        </Button>
      ),
    },
  ];
}
