"use client";

import { api } from "@/components/api";
import { PasswordInput } from "@/components/forms/password-input";
import { text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "@/lib/auth/password-rules";
import type { Acceptance, Invitation } from "@/lib/people/shapes";

export function InvitationForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({ name: text(fields, "name").trim(), password: text(fields, "password") }),
    check: problemsIn,
    send: (acceptance: Acceptance) => api("POST", `/api/invitations/${token}`, acceptance),
    onDone: () => window.location.assign("/"),
  });

  return (
    <form {...form} className="grid gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      <Field label="E-mail address" hint="You sign in with it.">
        {(control) => (
          <Input
            {...control}
            name="email"
            value={invitation.email}
            readOnly
            className="bg-sunken! text-muted!"
            autoComplete="username"
            dir="ltr"
          />
        )}
      </Field>
      <Field label="Your name" error={problems.name}>
        {(control) => <Input {...control} name="name" defaultValue={invitation.name} autoComplete="name" />}
      </Field>
      <Field
        label="Choose a password"
        error={problems.password}
        hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
      >
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" autoFocus />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        Go to the inbox
      </Button>
    </form>
  );
}

function problemsIn({ name, password }: Acceptance) {
  const wrongPassword = passwordProblem(password);
  return { ...(!name && { name: "Enter your name." }), ...(wrongPassword && { password: wrongPassword }) };
}
