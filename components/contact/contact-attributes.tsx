"use client";

import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { ContactShape } from "@/lib/contacts/shapes";
import { LateAttributeForm } from "./late-attribute-form";
import { Section } from "./section";
import { useContactChange } from "./use-contact-change";

/** What colleagues wrote down by name: a customer number, a preference. */
export function ContactAttributes({ contact }: { contact: ContactShape }) {
  const [editing, setEditing] = useState<string | null>(null);
  const { mutate } = useContactChange(contact.id);
  const entries = Object.entries(contact.attributes);

  function save(before: string, name: string, value: string) {
    const others = entries.filter(([other]) => other !== before && other !== name);
    mutate({ attributes: Object.fromEntries([...others, [name, value]]) });
    setEditing(null);
  }

  function remove(name: string) {
    mutate({ attributes: Object.fromEntries(entries.filter(([other]) => other !== name)) });
    setEditing(null);
  }

  return (
    <Section title="Attributes">
      <ul className="grid gap-1">
        {entries.map(([name, value]) =>
          editing === name ? (
            <LateAttributeForm
              key={name}
              name={name}
              value={value}
              onSave={save}
              onRemove={remove}
              onCancel={() => setEditing(null)}
            />
          ) : (
            <Attribute key={name} name={name} value={value} onEdit={() => setEditing(name)} />
          ),
        )}
        {editing === "" && (
          <LateAttributeForm name="" value="" onSave={save} onCancel={() => setEditing(null)} />
        )}
      </ul>
      {editing !== "" && (
        <button
          type="button"
          onPointerEnter={approach}
          onFocus={approach}
          onClick={() => setEditing("")}
          className="mt-1 inline-flex h-6 items-center gap-1 rounded-sm border border-line-strong border-dashed px-1.5 text-muted text-sm hover:bg-hover hover:text-ink"
        >
          <Plus aria-hidden="true" className="size-3" />
          Add attribute
        </button>
      )}
    </Section>
  );
}

const approach = () => void LateAttributeForm.preload().catch(() => {}); // the click says what is missing

function Attribute({ name, value, onEdit }: { name: string; value: string; onEdit: () => void }) {
  return (
    <li className="group/attribute grid grid-cols-[5.5rem_minmax(0,1fr)_auto] items-start gap-x-3">
      <span dir="auto" className="wrap-anywhere text-start text-muted">
        {name}
      </span>
      <span dir="auto" className="wrap-anywhere text-start">
        {value}
      </span>
      <button
        type="button"
        aria-label={`Change ${name}`}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={onEdit}
        className="grid size-5 place-items-center rounded-sm text-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-hover/attribute:opacity-100 pointer-coarse:opacity-100"
      >
        <Pencil aria-hidden="true" className="size-3" />
      </button>
    </li>
  );
}
