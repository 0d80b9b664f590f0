"use client";

import { useState } from "react";
import { type EmailFault, emailFault, type PasswordFault, passwordFault } from "./checks";
import { fieldOf } from "./form";

export type Credentials = { email: string; password: string };
type Faults = { email: EmailFault | null; password: PasswordFault | null };
const none: Faults = { email: null, password: null };

/** Reads address and password out of a form, and keeps what is wrong with them. `fresh`: the password is new and has to keep the rules. */
export function useCredentials(fresh: boolean) {
  const [faults, setFaults] = useState(none);
  return {
    faults,
    /** What was typed, or null when something is wrong with it. */
    read(form: HTMLFormElement): Credentials | null {
      const email = fieldOf(form, "email").trim();
      const password = fieldOf(form, "password");
      const oldPassword = password === "" ? "missing" : null;
      const found: Faults = {
        email: emailFault(email),
        password: fresh ? passwordFault(password, email) : oldPassword,
      };
      setFaults(found);
      return found.email === null && found.password === null ? { email, password } : null;
    },
    forgetEmail: () => setFaults((had) => ({ ...had, email: null })),
    forgetPassword: () => setFaults((had) => ({ ...had, password: null })),
  };
}
