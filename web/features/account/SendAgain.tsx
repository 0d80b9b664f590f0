"use client";

import { Button, ButtonLink } from "@/components/ui/Button";
import { toast } from "@/components/ui/Toast";
import { answer, api } from "@/lib/api";
import { useProblemText, useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useSession } from "@/lib/session";
import { useDeed } from "@/lib/useDeed";

/** Mails a new link for confirming the address; only who is signed in has one to confirm. */
export function SendAgain() {
  const texts = useTexts(account);
  const problemText = useProblemText();
  const session = useSession();
  const deed = useDeed(async () => {
    try {
      await answer(api.POST("/users/verification"));
      toast(texts.verify.sentAgain, "info");
    } catch (error) {
      toast(problemText(error), "bad");
    }
  });
  if (session.kind !== "user") {
    return (
      <ButtonLink kind="secondary" href="/signin">
        {texts.verify.signInFirst}
      </ButtonLink>
    );
  }
  return (
    <Button kind="secondary" busy={deed.busy} onClick={deed.run}>
      {texts.verify.sendAgain}
    </Button>
  );
}
