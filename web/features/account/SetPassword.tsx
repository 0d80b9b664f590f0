"use client";

import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { ButtonLink, buttonClass } from "@/components/ui/Button";
import { answer, openApi, Problem } from "@/lib/api";
import { useProblemText, useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useDeed } from "@/lib/useDeed";
import { type PasswordFault, passwordFault } from "./checks";
import { Frame } from "./Frame";
import { fieldOf } from "./form";
import { PasswordField } from "./PasswordField";
import { isWeak } from "./Register";
import { Submit } from "./Submit";

/** Sets a new password by the token of a mail's link. */
export function SetPassword({ token }: { token: string }) {
  const texts = useTexts(account);
  const problemText = useProblemText();
  const [fault, setFault] = useState<PasswordFault | null>(null);
  const [done, setDone] = useState(false);
  const deed = useDeed((password: string) =>
    answer(openApi.POST("/users/password-reset/confirm", { body: { token, password } })),
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = fieldOf(event.currentTarget, "password");
    const found = passwordFault(password);
    setFault(found);
    if (found !== null) return;
    if (await deed.run(password)) setDone(true);
  };
  if (done) {
    return (
      <Frame title={texts.reset.doneTitle}>
        <p role="status">{texts.reset.done}</p>
        <ButtonLink href="/signin">{texts.signIn.title}</ButtonLink>
      </Frame>
    );
  }
  const weak = isWeak(deed.error);
  const stale = deed.error instanceof Problem && deed.error.status === 410;
  const newLink = stale && (
    // A whole new page: the address must lose its token.
    <a key="new" href="/reset" className={buttonClass({ kind: "secondary" })}>
      {texts.reset.newLink}
    </a>
  );
  return (
    <Frame title={texts.reset.setTitle} lead={texts.reset.setLead}>
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {deed.error !== null && !weak && <ProblemAlert error={deed.error} actions={newLink} />}
        <PasswordField
          label={texts.newPassword}
          hint={texts.passwordHint}
          autoComplete="new-password"
          error={fault ? texts.passwordFault[fault] : weak ? problemText(deed.error) : null}
          onType={() => setFault(null)}
        />
        <Submit busy={deed.busy}>{texts.reset.set}</Submit>
      </form>
    </Frame>
  );
}
