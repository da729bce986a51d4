"use client";

import clsx from "clsx";
import type { Role } from "@/lib/people/shapes";
import { roleMeanings, roleNames } from "./roles";

interface RoleFieldProps {
  role: Role;
  onChange: (role: Role) => void;
}

/** Which role a new user gets, each with what it is for. */
export function RoleField({ role: chosen, onChange }: RoleFieldProps) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">Role</legend>
      {(["agent", "manager", "admin", "external"] as const).map((role) => (
        <label
          key={role}
          className={clsx(
            "flex items-start gap-2.5 rounded-md border px-3 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent",
            role === chosen ? "border-accent bg-accent-soft" : "border-line",
          )}
        >
          <input
            type="radio"
            name="role"
            value={role}
            checked={role === chosen}
            onChange={() => onChange(role)}
            className="mt-1 accent-(--accent) outline-none"
          />
          <span>
            <span className="block font-medium">
              {role === "external" ? "External user" : roleNames[role]}
            </span>
            <span className="block text-muted text-sm">{roleMeanings[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
