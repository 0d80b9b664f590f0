"use client";

import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { answer, openApi } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useDeed } from "@/lib/useDeed";
import { type EmailFault, emailFault } from "./checks";
import { EmailField } from "./EmailField";
import { Frame } from "./Frame";
import { fieldOf } from "./form";
import { OtherWay } from "./OtherWay";
import { Submit } from "./Submit";

export function AskReset() {
  const texts = useTexts(account);
  const [fault, setFault] = useState<EmailFault | null>(null);
  const [asked, setAsked] = useState<string | null>(null); // the address
  const deed = useDeed((email: string) => answer(openApi.POST("/users/password-reset", { body: { email } })));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = fieldOf(event.currentTarget, "email").trim();
    const found = emailFault(email);
    setFault(found);
    if (found !== null) return;
    if (await deed.run(email)) setAsked(email);
  };
  const foot = <OtherWay href="/signin">{texts.signIn.title}</OtherWay>;
  if (asked !== null) {
    return (
      <Frame title={texts.reset.askedTitle} foot={foot}>
        <p role="status">{texts.reset.asked(asked)}</p>
        <Button kind="secondary" onClick={() => setAsked(null)}>
          {texts.reset.askAgain}
        </Button>
      </Frame>
    );
  }
  return (
    <Frame title={texts.reset.askTitle} lead={texts.reset.askLead} foot={foot}>
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        {deed.error !== null && <ProblemAlert error={deed.error} />}
        <EmailField fault={fault} onType={() => setFault(null)} />
        <Submit busy={deed.busy}>{texts.reset.ask}</Submit>
      </form>
    </Frame>
  );
}
