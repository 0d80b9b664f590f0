"use client";

import { Field } from "@/components/ui/Field";
import { EmailInput } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import type { EmailFault } from "./checks";

type EmailFieldProps = { fault: EmailFault | null; onType: () => void };

export function EmailField({ fault, onType }: EmailFieldProps) {
  const texts = useTexts(account);
  return (
    <Field label={texts.email} error={fault && texts.emailFault[fault]}>
      {(control) => <EmailInput {...control} autoComplete="username" onInput={onType} />}
    </Field>
  );
}
