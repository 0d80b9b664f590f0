"use client";

import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { answer, openApi } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { type EmailFault, emailFault } from "./checks";
import { EmailField } from "./EmailField";
import { Frame } from "./Frame";
import { OtherWay } from "./OtherWay";
import { useDeed } from "./useDeed";

export function AskReset() {
  const texts = useTexts(account);
  const [email, setEmail] = useState("");
  const [fault, setFault] = useState<EmailFault | null>(null);
  const [asked, setAsked] = useState(false);
  const deed = useDeed();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = emailFault(email);
    setFault(found);
    if (found !== null) return;
    const ask = async () => {
      await answer(openApi.POST("/users/password-reset", { body: { email: email.trim() } }));
    };
    if (await deed.run(ask)) setAsked(true);
  };
  const foot = <OtherWay href="/signin">{texts.signIn.title}</OtherWay>;
  if (asked) {
    return (
      <Frame title={texts.reset.askedTitle} foot={foot}>
        <p role="status">{texts.reset.asked(email.trim())}</p>
        <Button kind="secondary" onClick={() => setAsked(false)}>
          {texts.reset.askAgain}
        </Button>
      </Frame>
    );
  }
  return (
    <Frame title={texts.reset.askTitle} lead={texts.reset.askLead} foot={foot}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {deed.error !== null && <ProblemAlert error={deed.error} />}
        <EmailField fault={fault} value={email} onChange={setEmail} />
        <Button type="submit" busy={deed.busy}>
          {texts.reset.ask}
        </Button>
      </form>
    </Frame>
  );
}
