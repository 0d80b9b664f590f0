"use client";

import { ProblemAlert } from "@/components/ui/Alert";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useSession } from "@/lib/session";
import { EmailField } from "./EmailField";
import { OtherWay } from "./OtherWay";
import { PasswordField } from "./PasswordField";
import { Submit } from "./Submit";
import { type SigningIn, useSignIn } from "./useSignIn";

/** The form that signs in, for pages that say around it what for. */
export function SignInForm() {
  return <SignInFields signing={useSignIn()} />;
}

export function SignInFields({ signing }: { signing: SigningIn }) {
  const texts = useTexts(account);
  const session = useSession();
  const { form } = signing;
  return (
    <form method="post" noValidate onSubmit={signing.submit} className="flex flex-col gap-4">
      {signing.error !== null && <ProblemAlert error={signing.error} />}
      <EmailField fault={form.faults.email} onType={form.forgetEmail} />
      <PasswordField
        onType={form.forgetPassword}
        label={texts.password}
        autoComplete="current-password"
        error={form.faults.password && texts.passwordFault[form.faults.password]}
      />
      <Submit busy={signing.busy}>{texts.signIn.submit}</Submit>
      {session.kind === "guest" && <p className="text-sm text-muted">{texts.cartKept}</p>}
      <OtherWay href="/reset">{texts.signIn.forgot}</OtherWay>
    </form>
  );
}
