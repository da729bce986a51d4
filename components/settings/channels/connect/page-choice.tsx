"use client";

import clsx from "clsx";
import { Link2, Lock } from "lucide-react";
import { useId } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import type { LoginPage } from "@/lib/channels/logins/shapes";

interface PageChoiceProps {
  page: LoginPage;
  chosen: boolean;
  onChoose: (wanted: boolean) => void;
}

/** One Page that can be ticked, or that can't, with the reason. */
export function PageChoice({ page, chosen, onChoose }: PageChoiceProps) {
  const id = useId();
  return (
    <li className="[contain-intrinsic-size:auto_3.5rem] [content-visibility:auto]">
      <label
        htmlFor={id}
        className={clsx(
          "flex items-start gap-3 px-3 py-2.5",
          page.selectable ? "hover:bg-hover" : "cursor-not-allowed!",
        )}
      >
        <input
          id={id}
          type="checkbox"
          checked={chosen}
          disabled={!page.selectable}
          aria-describedby={page.reason || page.connected ? `${id}-more` : undefined}
          onChange={({ target }) => onChoose(target.checked)}
          className="mt-2.5 size-4 shrink-0 accent-(--accent)"
        />
        <Avatar
          name={page.name}
          pictureUrl={page.pictureUrl}
          seed={page.id}
          size={34}
          className={page.selectable ? undefined : "opacity-50 grayscale"}
        />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span
              dir="auto"
              className={clsx("min-w-0 break-words font-medium", !page.selectable && "text-muted")}
            >
              {page.name}
            </span>
            {page.connected && (
              <Chip tone="good" icon={Link2}>
                Connected
              </Chip>
            )}
          </span>
          {page.category && <span className="block text-faint text-sm">{page.category}</span>}
          <span id={`${id}-more`} className="block text-muted text-sm">
            {page.connected && page.selectable && "Choosing it renews the access. Its settings stay."}
            {page.reason && (
              <span className="flex items-start gap-1.5">
                <Lock aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
                {page.reason}
              </span>
            )}
          </span>
        </span>
      </label>
    </li>
  );
}
