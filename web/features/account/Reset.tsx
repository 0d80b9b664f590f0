"use client";

import { AskReset } from "./AskReset";
import { SetPassword } from "./SetPassword";
import { useLinkToken } from "./useLinkToken";

/** A forgotten password: asks for the mail, or sets a new one by the mail's link. */
export function Reset() {
  const token = useLinkToken();
  return token ? <SetPassword token={token} /> : <AskReset />;
}
