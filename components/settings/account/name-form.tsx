"use client";

import { useRouter } from "next/navigation";
import { api } from "@/components/api";
import { type Problems, text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast";
import type { Account } from "@/lib/people/shapes";

export function NameForm({ account }: { account: Account }) {
  const router = useRouter();
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({
      name: text(fields, "name").trim(),
      nickname: text(fields, "nickname").trim() || null,
    }),
    check: ({ name }): Problems => (name ? {} : { name: "Enter your name." }),
    send: (changes) => api("PATCH", "/api/me", changes),
    onDone: () => {
      showToast("Your name is saved.");
      router.refresh(); // the rail shows it as well
    },
  });

  return (
    <form {...form} className="grid max-w-md gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      <Field label="Name" error={problems.name}>
        {(control) => <Input {...control} name="name" defaultValue={account.name} autoComplete="name" />}
      </Field>
      <Field
        label="Nickname"
        optional
        error={problems.nickname}
        hint="What contacts and colleagues see instead."
      >
        {(control) => (
          <Input {...control} name="nickname" defaultValue={account.nickname ?? ""} autoComplete="nickname" />
        )}
      </Field>
      <Field label="E-mail address" hint="You sign in with it.">
        {(control) => (
          <Input
            {...control}
            value={account.email ?? ""}
            readOnly
            dir="ltr"
            className="bg-sunken! text-muted!"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        Save
      </Button>
    </form>
  );
}
