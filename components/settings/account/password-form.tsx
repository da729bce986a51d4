"use client";

import { api } from "@/components/api";
import { PasswordInput } from "@/components/forms/password-input";
import { text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "@/lib/auth/password-rules";
import type { PasswordChange } from "@/lib/people/shapes";

export function PasswordForm({ email }: { email: string }) {
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({ current: text(fields, "current"), next: text(fields, "next") }),
    check: problemsIn,
    send: (change: PasswordChange) => api("PUT", "/api/me/password", change),
    onDone: (_answer, element) => {
      element.reset();
      showToast("Your password is changed. You are signed out everywhere else.");
    },
  });

  return (
    <form {...form} className="grid max-w-md gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      {/* Password managers want to know whose password this is. */}
      <input type="text" hidden readOnly name="username" value={email} autoComplete="username" />
      <Field label="Current password" error={problems.current}>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" />}
      </Field>
      <Field label="New password" error={problems.next} hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}>
        {(control) => <PasswordInput {...control} name="next" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        Change password
      </Button>
    </form>
  );
}

function problemsIn({ current, next }: PasswordChange) {
  const wrongNext = passwordProblem(next);
  return {
    ...(!current && { current: "Enter your current password." }),
    ...(wrongNext && { next: wrongNext }),
  };
}
