"use client";

import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { signIn, useSession } from "@/lib/session";
import { EmailField } from "./EmailField";
import { Frame } from "./Frame";
import { OtherWay } from "./OtherWay";
import { PasswordField } from "./PasswordField";
import { SignedInAlready } from "./SignedInAlready";
import { Submit } from "./Submit";
import { useCredentials } from "./useCredentials";
import { useDeed } from "./useDeed";
import { useEnter } from "./useEnter";

export function SignIn() {
  const texts = useTexts(account);
  const session = useSession();
  const form = useCredentials(false);
  const deed = useDeed();
  const enter = useEnter();
  const [done, setDone] = useState(false); // signed in by this form, and on the way back
  if (session.kind === "user" && !done && !deed.busy) return <SignedInAlready email={session.email} />;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = form.read(event.currentTarget);
    if (typed === null) return;
    const { email, password } = typed;
    const work = () => signIn(email, password).then(() => setDone(true));
    await deed.run(() => enter(work, texts.signIn.done(email)));
  };
  const foot = (
    <>
      {texts.signIn.noAccount} <OtherWay href="/register">{texts.register.title}</OtherWay>
    </>
  );
  return (
    <Frame title={texts.signIn.title} lead={texts.signIn.lead} foot={foot}>
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {deed.error !== null && <ProblemAlert error={deed.error} />}
        <EmailField fault={form.faults.email} onType={form.forgetEmail} />
        <PasswordField
          onType={form.forgetPassword}
          label={texts.password}
          autoComplete="current-password"
          error={form.faults.password && texts.passwordFault[form.faults.password]}
        />
        <Submit busy={deed.busy}>{texts.signIn.submit}</Submit>
        {session.kind === "guest" && <p className="text-sm text-muted">{texts.cartKept}</p>}
        <OtherWay href="/reset">{texts.signIn.forgot}</OtherWay>
      </form>
    </Frame>
  );
}
