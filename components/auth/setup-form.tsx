"use client";

import { api } from "@/components/api";
import { PasswordInput } from "@/components/forms/password-input";
import { text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "@/lib/auth/password-rules";
import type { FirstAdmin } from "@/lib/people/shapes";

export function SetupForm() {
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({
      name: text(fields, "name").trim(),
      email: text(fields, "email").trim(),
      password: text(fields, "password"),
    }),
    check: problemsIn,
    send: (draft: FirstAdmin) => api("POST", "/api/setup", draft),
    onDone: () => window.location.assign("/settings/channels"),
  });

  return (
    <form {...form} className="grid gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      <Field label="Your name" error={problems.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" autoFocus />}
      </Field>
      <Field label="E-mail address" error={problems.email} hint="You sign in with it. No mail is sent.">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            dir="ltr"
          />
        )}
      </Field>
      <Field label="Password" error={problems.password} hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        Create the workspace
      </Button>
    </form>
  );
}

function problemsIn({ name, email, password }: FirstAdmin) {
  const wrongPassword = passwordProblem(password);
  return {
    ...(!name && { name: "Enter your name." }),
    ...(!email.includes("@") && { email: "Enter an e-mail address, like ana@example.com." }),
    ...(wrongPassword && { password: wrongPassword }),
  };
}
