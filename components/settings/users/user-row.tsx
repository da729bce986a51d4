"use client";

import clsx from "clsx";
import { Ban, Clock3 } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { Select } from "@/components/ui/select";
import type { User } from "@/lib/people/shapes";
import { roleNames, signInRoles } from "./roles";
import { useChangeUser } from "./use-change-user";
import { UserMenu } from "./user-menu";

export function UserRow({ user, isMe }: { user: User; isMe: boolean }) {
  const isDisabled = user.state === "disabled";

  return (
    <li className="flex items-center gap-3 px-4 py-3 max-sm:flex-wrap max-sm:px-3">
      <Avatar name={user.name} seed={user.id} size={36} className={clsx(isDisabled && "grayscale")} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span dir="auto" className={clsx("min-w-0 truncate font-medium", isDisabled && "text-muted")}>
            {user.name}
          </span>
          {user.nickname && (
            <span dir="auto" className="min-w-0 truncate text-muted">
              “{user.nickname}”
            </span>
          )}
          {isMe && <span className="text-faint text-sm">you</span>}
          <UserState user={user} />
        </p>
        <p className="truncate text-muted text-sm">{user.email ?? "External user, cannot sign in"}</p>
      </div>
      <div className="flex items-center gap-1 max-sm:order-last max-sm:w-full max-sm:ps-12">
        <RoleOf user={user} />
      </div>
      <UserMenu user={user} isMe={isMe} />
    </li>
  );
}

function UserState({ user: { state } }: { user: User }) {
  if (state === "invited") {
    return (
      <Chip tone="warn" icon={Clock3}>
        Invited
      </Chip>
    );
  }
  if (state === "disabled") return <Chip icon={Ban}>Disabled</Chip>;
  return null;
}

/** The new role shows at once; when the server refuses, the old one comes back with the reason. */
function RoleOf({ user }: { user: User }) {
  const { mutate, isPending, variables } = useChangeUser(user);
  if (user.role === "external" || user.state === "disabled") {
    return <span className="px-2.5 text-muted max-sm:px-0">{roleNames[user.role]}</span>;
  }

  return (
    <Select
      aria-label={`Role of ${user.name}`}
      className="w-32 max-sm:w-full"
      disabled={isPending}
      value={isPending ? variables.role : user.role}
      onChange={({ target }) => {
        const role = signInRoles.find((known) => known === target.value);
        if (role) mutate({ role });
      }}
    >
      {signInRoles.map((role) => (
        <option key={role} value={role}>
          {roleNames[role]}
        </option>
      ))}
    </Select>
  );
}
