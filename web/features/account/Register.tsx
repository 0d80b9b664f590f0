"use client";

import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Problem } from "@/lib/api";
import { useProblemText, useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { register, useSession } from "@/lib/session";
import { useDeed } from "@/lib/useDeed";
import { EmailField } from "./EmailField";
import { Frame } from "./Frame";
import { OtherWay } from "./OtherWay";
import { PasswordField } from "./PasswordField";
import { SignedInAlready } from "./SignedInAlready";
import { Submit } from "./Submit";
import { type Credentials, useCredentials } from "./useCredentials";
import { useEnter } from "./useEnter";

export function Register() {
  const texts = useTexts(account);
  const problemText = useProblemText();
  const session = useSession();
  const form = useCredentials(true);
  const enter = useEnter();
  const [done, setDone] = useState(false);
  const deed = useDeed(({ email, password }: Credentials) =>
    enter(() => register(email, password).then(() => setDone(true)), texts.register.done),
  );
  if (session.kind === "user" && !done && !deed.busy) return <SignedInAlready email={session.email} />;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = form.read(event.currentTarget);
    if (typed !== null) await deed.run(typed);
  };
  const fault = form.faults.password;
  const weak = isWeak(deed.error);
  const foot = (
    <>
      {texts.register.haveAccount} <OtherWay href="/signin">{texts.signIn.title}</OtherWay>
    </>
  );
  return (
    <Frame title={texts.register.title} lead={texts.register.lead} foot={foot}>
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {deed.error !== null && !weak && <ProblemAlert error={deed.error} />}
        <EmailField fault={form.faults.email} onType={form.forgetEmail} />
        <PasswordField
          onType={form.forgetPassword}
          label={texts.password}
          hint={texts.passwordHint}
          autoComplete="new-password"
          error={fault ? texts.passwordFault[fault] : weak ? problemText(deed.error) : null}
        />
        <Submit busy={deed.busy}>{texts.register.submit}</Submit>
        {session.kind === "guest" && <p className="text-sm text-muted">{texts.cartKept}</p>}
      </form>
    </Frame>
  );
}

/** Whether the server finds the password too easy: that belongs beside its field. */
export function isWeak(error: unknown): boolean {
  return error instanceof Problem && error.code === "weak_password";
}
