"use client";

import { useState } from "react";
import { type EmailFault, emailFault, type PasswordFault, passwordFault } from "./checks";

type Faults = { email: EmailFault | null; password: PasswordFault | null };
const none: Faults = { email: null, password: null };

/** Address and password of a form, and what is wrong with them once it was sent. `fresh`: the password is a new one and has to keep the rules. */
export function useCredentials(fresh: boolean) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [faults, setFaults] = useState(none);
  const check = (): boolean => {
    const oldPassword = password === "" ? "missing" : null;
    const found: Faults = { email: emailFault(email), password: fresh ? passwordFault(password, email) : oldPassword };
    setFaults(found);
    return found.email === null && found.password === null;
  };
  return {
    email: email.trim(),
    password,
    faults,
    check,
    emailProps: {
      fault: faults.email,
      value: email,
      onChange(value: string) {
        setEmail(value);
        setFaults((had) => ({ ...had, email: null }));
      },
    },
    passwordProps: {
      value: password,
      onChange(value: string) {
        setPassword(value);
        setFaults((had) => ({ ...had, password: null }));
      },
    },
  };
}
