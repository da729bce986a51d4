"use client";

import { PasswordInput } from "@/components/forms/password-input";
import { text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { type SignInWords, signIn } from "./sign-in";

export function SignInForm({ from }: { from: string }) {
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({ email: text(fields, "email").trim(), password: text(fields, "password") }),
    check: missingWords,
    send: signIn,
    // A fresh page: nothing of somebody who used this browser before may stay in memory.
    onDone: () => window.location.assign(from),
  });

  return (
    <form {...form} className="grid gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      <Field label="E-mail address" error={problems.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            dir="ltr"
            autoFocus
          />
        )}
      </Field>
      <Field
        label="Password"
        error={problems.password}
        hint="Forgot it? An admin of your workspace can give you a link for a new one."
      >
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        Sign in
      </Button>
    </form>
  );
}

function missingWords({ email, password }: SignInWords) {
  return {
    ...(!email && { email: "Enter your e-mail address." }),
    ...(!password && { password: "Enter your password." }),
  };
}
