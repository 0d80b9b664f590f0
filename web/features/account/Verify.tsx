"use client";

import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button, ButtonLink } from "@/components/ui/Button";
import { answer, openApi, Problem } from "@/lib/api";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useSession } from "@/lib/session";
import { useDeed } from "@/lib/useDeed";
import { Frame } from "./Frame";
import { SendAgain } from "./SendAgain";
import { useLinkToken } from "./useLinkToken";

/** Confirms a mail address by the token of a mail's link: with a button, since mail programs open links by themselves. */
export function Verify() {
  const texts = useTexts(account);
  const token = useLinkToken();
  const session = useSession();
  const [done, setDone] = useState(false);
  const deed = useDeed((token: string) => answer(openApi.POST("/users/verify", { body: { token } })));
  if (token === null) {
    return (
      <Frame title={texts.verify.noTokenTitle} lead={texts.verify.noToken}>
        <SendAgain />
      </Frame>
    );
  }
  if (done) {
    const user = session.kind === "user";
    return (
      <Frame title={texts.verify.doneTitle}>
        <p role="status">{texts.verify.done}</p>
        <ButtonLink href={user ? "/me" : "/signin"}>{user ? texts.already.orders : texts.signIn.title}</ButtonLink>
      </Frame>
    );
  }
  const confirm = async () => {
    if (token && (await deed.run(token))) setDone(true);
  };
  const stale = deed.error instanceof Problem && deed.error.status === 410;
  return (
    <Frame title={texts.verify.title} lead={texts.verify.lead}>
      {deed.error !== null && <ProblemAlert error={deed.error} actions={stale && <SendAgain key="again" />} />}
      {!stale && (
        <Button onClick={confirm} busy={deed.busy}>
          {texts.verify.submit}
        </Button>
      )}
    </Frame>
  );
}
