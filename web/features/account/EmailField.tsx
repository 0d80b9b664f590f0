"use client";

import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useTexts } from "@/lib/i18n";
import { account } from "@/lib/i18n/areas/account";
import type { EmailFault } from "./checks";

type EmailFieldProps = { fault: EmailFault | null; onType: () => void };

export function EmailField({ fault, onType }: EmailFieldProps) {
  const texts = useTexts(account);
  return (
    <Field label={texts.email} error={fault && texts.emailFault[fault]}>
      {(control) => (
        <Input
          {...control}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          onInput={onType}
        />
      )}
    </Field>
  );
}
