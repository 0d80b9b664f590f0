"use client";

import { type FormEvent, useState } from "react";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import { signIn } from "@/lib/session";
import { useDeed } from "@/lib/useDeed";
import { type Credentials, useCredentials } from "./useCredentials";
import { useEnter } from "./useEnter";

export type SigningIn = ReturnType<typeof useSignIn>;

/** Signs in by address and password and leads back to where the visitor came from. */
export function useSignIn() {
  const texts = useTexts(account);
  const form = useCredentials(false);
  const enter = useEnter();
  const [done, setDone] = useState(false); // signed in by this form, and on the way back
  const deed = useDeed(({ email, password }: Credentials) =>
    enter(() => signIn(email, password).then(() => setDone(true)), texts.signIn.done(email)),
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = form.read(event.currentTarget);
    if (typed !== null) await deed.run(typed);
  };
  return { form, error: deed.error, busy: deed.busy, entering: done || deed.busy, submit };
}
