"use client";

import { Button } from "@/components/ui/button";
import { preloadable } from "@/components/ui/preloadable";
import type { AttributeFormProps } from "./attribute-form";

/** Comes when somebody is about to change an attribute; its place is as high as the form. */
export const LateAttributeForm = preloadable<AttributeFormProps>(
  async () => (await import("./attribute-form")).AttributeForm,
  () => <li className="h-[7.625rem] rounded-md border max-sm:h-[9.125rem]" />,
  ({ onCancel }) => (
    <li className="grid gap-1.5 rounded-md border p-2 text-muted" role="alert">
      Attributes can't be changed without a connection. Reload the page when it is back.
      <Button size="small" variant="ghost" onClick={onCancel} className="justify-self-end">
        Cancel
      </Button>
    </li>
  ),
);
