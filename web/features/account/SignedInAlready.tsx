"use client";

import { ButtonLink } from "@/components/ui/Button";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { Frame } from "./Frame";

/** For who comes to sign in or register and is signed in. */
export function SignedInAlready({ email }: { email: string }) {
  const texts = useTexts(account);
  return (
    <Frame title={texts.already.title} lead={texts.already.text(email)}>
      <ButtonLink href="/me">{texts.already.orders}</ButtonLink>
    </Frame>
  );
}
