"use client";

import { ShieldX } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Button, ButtonLink } from "@/components/ui/Button";
import { EmptyState } from "@/components/ui/EmptyState";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/Toast";
import { problemText, useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeShell } from "@/lib/i18n/areas/office-shell";
import { type Role, signOut, useSession } from "@/lib/session";
import { isHouse, signInFor } from "./access";

/** Somebody of the house. */
export type Member = { email: string; role: Role };

/** Shows the office to the house only. Who is not signed in is led to the sign-in, which leads back here. */
export function Guard({ children }: { children: (member: Member) => ReactNode }) {
  const session = useSession();
  const router = useRouter();
  const stranger = session.kind === "none" || session.kind === "guest";
  useEffect(() => {
    if (stranger) router.replace(signInFor(window.location.pathname + window.location.search));
  }, [stranger, router]);
  if (session.kind !== "user") return <Waiting />;
  if (!isHouse(session.role)) {
    return (
      <main id="content" className="px-4 py-6">
        <NoAccess email={session.email} />
      </main>
    );
  }
  return children({ email: session.email, role: session.role });
}

function Waiting() {
  const texts = useTexts(common);
  return (
    <main
      id="content"
      aria-busy="true"
      aria-label={texts.loading}
      className="mx-auto flex max-w-6xl flex-col gap-4 p-6"
    >
      <Skeleton className="h-10 w-1/3" />
      <Skeleton className="h-24" />
      <Skeleton className="h-64" />
    </main>
  );
}

/** For an account that is signed in and has no business here: another one may have. */
export function NoAccess({ email }: { email: string }) {
  const texts = useTexts(officeShell).noAccess;
  const shared = useTexts(common);
  const leave = () => signOut().catch((error: unknown) => toast(problemText(error), "bad"));
  return (
    <div className="mx-auto max-w-2xl py-6">
      <EmptyState
        icon={ShieldX}
        heading="h1"
        title={texts.title}
        actions={
          <>
            <Button onClick={() => void leave()}>{texts.other}</Button>
            <ButtonLink href="/" kind="secondary">
              {shared.notFound.home}
            </ButtonLink>
          </>
        }
      >
        {texts.text(email)}
      </EmptyState>
    </div>
  );
}
