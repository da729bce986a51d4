"use client";

import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { type Problems, text, useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { User } from "@/lib/people/shapes";
import { usersQuery } from "./queries";

export function RenameDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const cache = useQueryClient();
  const id = `rename-${user.id}`;
  const { form, problems, busy } = useSubmission({
    read: (fields) => ({
      name: text(fields, "name").trim(),
      nickname: text(fields, "nickname").trim() || null,
    }),
    check: ({ name }): Problems => (name ? {} : { name: "Enter a name." }),
    send: (changes) => api("PATCH", `/api/users/${user.id}`, changes),
    onDone: () => {
      void cache.invalidateQueries({ queryKey: usersQuery().queryKey });
      onClose();
    },
  });

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Rename ${user.name}`}
      size="small"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form {...form} id={id} className="grid gap-4">
        {problems.form && <Notice tone="error">{problems.form}</Notice>}
        <Field label="Name" error={problems.name}>
          {(control) => (
            <Input {...control} name="name" defaultValue={user.name} autoComplete="off" autoFocus />
          )}
        </Field>
        <Field
          label="Nickname"
          optional
          error={problems.nickname}
          hint="What contacts and colleagues see instead."
        >
          {(control) => (
            <Input {...control} name="nickname" defaultValue={user.nickname ?? ""} autoComplete="off" />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
