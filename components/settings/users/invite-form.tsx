"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/components/api";
import { text, useSubmission } from "@/components/forms/use-submission";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast";
import type { Role } from "@/lib/people/shapes";
import { type Invited, usersQuery } from "./queries";
import { RoleField } from "./role-field";

interface InviteFormProps {
  id: string;
  onBusy: (busy: boolean) => void;
  onInvited: (invited: Invited) => void;
}

/** Its buttons stand in the foot of the dialog. */
export function InviteForm({ id, onBusy, onInvited }: InviteFormProps) {
  const cache = useQueryClient();
  const [role, setRole] = useState<Role>("agent");
  const isExternal = role === "external";
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({ ...draftIn(fields), role }),
    check: problemsIn,
    send: (draft) => api<Invited>("POST", "/api/users", draft),
    onDone: (invited) => {
      void cache.invalidateQueries({ queryKey: usersQuery().queryKey });
      if (isExternal) showToast(`${invited.user.name} was added.`);
      onInvited(invited);
    },
  });
  useEffect(() => onBusy(busy), [busy, onBusy]);

  return (
    <form {...form} id={id} className="grid gap-4">
      {problems.form && <Notice tone="error">{problems.form}</Notice>}
      <Field label="Name" error={problems.name}>
        {(control) => <Input {...control} name="name" autoComplete="off" autoFocus />}
      </Field>
      {!isExternal && (
        <Field label="E-mail address" error={problems.email} hint="They sign in with it. No mail is sent.">
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="off"
              autoCapitalize="none"
              dir="ltr"
            />
          )}
        </Field>
      )}
      <Field
        label="Nickname"
        optional
        error={problems.nickname}
        hint="What contacts and colleagues see instead."
      >
        {(control) => <Input {...control} name="nickname" autoComplete="off" />}
      </Field>
      <RoleField role={role} onChange={setRole} />
    </form>
  );
}

function draftIn(fields: FormData) {
  const nickname = text(fields, "nickname").trim() || null;
  return { name: text(fields, "name").trim(), email: text(fields, "email").trim(), nickname };
}

function problemsIn({ name, email, role }: { name: string; email: string; role: Role }) {
  return {
    ...(!name && { name: "Enter a name." }),
    ...(role !== "external" &&
      !email.includes("@") && { email: "Enter an e-mail address, like ana@example.com." }),
  };
}
