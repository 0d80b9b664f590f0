"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Card } from "@/components/ui/Card";
import { useTexts } from "@/lib/i18n";
import { officeShell } from "@/lib/i18n/areas/office-shell";
import { useSession } from "@/lib/session";
import { isHouse, officePath, signInFor, signInPath } from "./access";
import { NoAccess } from "./Guard";

/** The way into the office. `form` signs in; it goes where the address says, so the address always says where. */
export function OfficeSignIn({ form }: { form: ReactNode }) {
  const texts = useTexts(officeShell).signIn;
  const session = useSession();
  const router = useRouter();
  const inside = session.kind === "user" && isHouse(session.role);
  useEffect(() => {
    const next = officePath(new URLSearchParams(window.location.search).get("next"));
    if (inside) router.replace(next);
    else if (window.location.pathname === signInPath) window.history.replaceState(null, "", signInFor(next));
  }, [inside, router]);
  if (session.kind === "user" && !inside) return <NoAccess email={session.email} />;
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4 sm:py-8">
      <Card className="flex flex-col gap-6">
        <header className="flex flex-col gap-2">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{texts.title}</h1>
          <p className="text-pretty text-muted">{texts.lead}</p>
        </header>
        {form}
      </Card>
    </div>
  );
}
