"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { api, errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ExternalUser, externalUsersQuery } from "./queries";

interface ExternalUserFieldProps {
  userId: string | null;
  /** The stored one, to be shown before the list is there. */
  known: ExternalUser | null;
  onChange: (userId: string | null) => void;
}

/** Under whose name messages are shown that were written as the Page, but not here. */
export function ExternalUserField({ userId, known, onChange }: ExternalUserFieldProps) {
  const { data: users = known ? [known] : [], error } = useQuery(externalUsersQuery());
  const [creating, setCreating] = useState(false);

  return (
    <div className="grid gap-2">
      <Field
        label="External user"
        hint="Answers from the Page’s own inbox, its automatic replies and other apps stand under this name."
        error={error && errorMessage(error)}
      >
        {(control) => (
          <span className="flex flex-wrap gap-2">
            <span className="min-w-0 flex-1 basis-52">
              <Select
                {...control}
                value={userId ?? ""}
                onChange={({ target }) => onChange(target.value || null)}
              >
                <option value="">Nobody: “Outside Pagedesk”, without a user</option>
                {users.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </span>
            {!creating && <Button onClick={() => setCreating(true)}>New external user</Button>}
          </span>
        )}
      </Field>
      {creating && (
        <NewExternalUser
          onCreated={(id) => {
            onChange(id);
            setCreating(false);
          }}
          onCancel={() => setCreating(false)}
        />
      )}
    </div>
  );
}

interface NewExternalUserProps {
  onCreated: (userId: string) => void;
  onCancel: () => void;
}

/** It stands inside a form: Enter must create the user, not save the channel. */
function NewExternalUser({ onCreated, onCancel }: NewExternalUserProps) {
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () =>
      api<{ user: ExternalUser }>("POST", "/api/users", { name: name.trim(), role: "external" }),
    onSuccess: ({ user }) => {
      cache.setQueryData(externalUsersQuery().queryKey, (users = []) => [...users, user]);
      onCreated(user.id);
    },
  });
  const submit = () => name.trim() && !create.isPending && create.mutate();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      submit();
    }
    if (event.key === "Escape") onCancel();
  };

  return (
    <div className="rounded-md border bg-sunken p-3">
      <Field
        label="Name of the external user"
        hint="It can’t sign in; it only gives those messages a name."
        error={create.error && errorMessage(create.error)}
      >
        {(control) => (
          <span className="flex flex-wrap gap-2">
            <Input
              {...control}
              className="min-w-0 flex-1 basis-44"
              value={name}
              autoComplete="off"
              autoFocus
              onChange={({ target }) => setName(target.value)}
              onKeyDown={onKeyDown}
            />
            <Button variant="primary" busy={create.isPending} disabled={!name.trim()} onClick={submit}>
              <span>Create</span>
            </Button>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
          </span>
        )}
      </Field>
    </div>
  );
}
