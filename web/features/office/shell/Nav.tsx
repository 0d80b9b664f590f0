"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { officeShell } from "@/lib/i18n/areas/office-shell";
import type { Role } from "@/lib/session";
import { isAt, placesFor } from "./places";

/** The places of the office that a role may open. */
export function Nav({ role, onFollow }: { role: Role; onFollow?: () => void }) {
  const texts = useTexts(officeShell);
  const path = usePathname();
  return (
    <nav aria-label={texts.navigation}>
      <ul className="flex flex-col gap-1">
        {placesFor(role).map(({ name, href, icon: Icon }) => {
          const here = isAt(path, href);
          return (
            <li key={name}>
              <Link
                href={href}
                prefetch={false}
                onClick={onFollow}
                aria-current={here ? "page" : undefined}
                className={classes(
                  "flex min-h-11 items-center gap-3 rounded-lg px-3 font-medium",
                  here ? "bg-accent-soft text-accent-ink" : "hover:bg-sunken",
                )}
              >
                <Icon aria-hidden className="size-5 shrink-0" />
                {texts.places[name]}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
