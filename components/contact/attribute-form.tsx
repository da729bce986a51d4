"use client";

import { Trash2 } from "lucide-react";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

export interface AttributeFormProps {
  name: string;
  value: string;
  onSave: (before: string, name: string, value: string) => void;
  onRemove?: (name: string) => void;
  onCancel: () => void;
}

/** The name and the value of one attribute, a new one or one to change. */
export function AttributeForm({ name, value, onSave, onRemove, onCancel }: AttributeFormProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const chosen = String(fields.get("name") ?? name).trim();
    if (chosen) onSave(name, chosen, String(fields.get("value") ?? "").trim());
  }

  return (
    <li>
      <form
        onSubmit={submit}
        onKeyDown={(event) => event.key === "Escape" && onCancel()}
        className="grid gap-1.5 rounded-md border p-2"
      >
        <Input
          name="name"
          aria-label="Name"
          placeholder="Name, as “Customer no.”"
          defaultValue={name}
          maxLength={60}
          required
          autoFocus={!name}
        />
        <Input
          name="value"
          aria-label="Value"
          placeholder="Value"
          defaultValue={value}
          maxLength={500}
          autoFocus={name !== ""}
        />
        <span className="flex justify-end gap-1.5">
          {onRemove && (
            <Button
              variant="ghost"
              size="small"
              aria-label={`Remove ${name}`}
              onClick={() => onRemove(name)}
              className="me-auto"
            >
              <Trash2 aria-hidden="true" className="size-3.5" />
            </Button>
          )}
          <Button size="small" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button size="small" variant="primary" type="submit">
            Save
          </Button>
        </span>
      </form>
    </li>
  );
}
