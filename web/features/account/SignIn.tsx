"use client";

import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { useSession } from "@/lib/session";
import { Frame } from "./Frame";
import { OtherWay } from "./OtherWay";
import { SignedInAlready } from "./SignedInAlready";
import { SignInFields } from "./SignInForm";
import { useSignIn } from "./useSignIn";

export function SignIn() {
  const texts = useTexts(account);
  const session = useSession();
  const signing = useSignIn();
  if (session.kind === "user" && !signing.entering) return <SignedInAlready email={session.email} />;
  const foot = (
    <>
      {texts.signIn.noAccount} <OtherWay href="/register">{texts.register.title}</OtherWay>
    </>
  );
  return (
    <Frame title={texts.signIn.title} lead={texts.signIn.lead} foot={foot}>
      <SignInFields signing={signing} />
    </Frame>
  );
}
