"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { LoginShape } from "@/lib/channels/logins/shapes";

interface PermissionNoticeProps {
  permissions: LoginShape["permissions"];
  onAskAgain: () => void;
}

/** What Facebook wasn't allowed to give, what goes missing without it, and the button that asks again. */
export function PermissionNotice({ permissions, onAskAgain }: PermissionNoticeProps) {
  const refused = permissions.filter(
    ({ status, required }) => status === "declined" || (required && status !== "granted"),
  );
  if (refused.length === 0) return null;

  const severe = refused.some(({ required }) => required);
  return (
    <Notice
      tone={severe ? "error" : "warning"}
      title={severe ? "A needed permission is missing" : "An optional permission is missing"}
      action={
        <Button variant={severe ? "primary" : "secondary"} onClick={onAskAgain}>
          Ask again
        </Button>
      }
    >
      <ul className="grid gap-1">
        {refused.map(({ name, without }) => (
          <li key={name}>
            <code className="break-all font-mono text-ink text-xs">{name}</code> – {without}
          </li>
        ))}
      </ul>
      <p className="mt-1.5">Facebook asks again when you press the button. Leave the switch on.</p>
    </Notice>
  );
}
