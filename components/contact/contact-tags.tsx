"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ContactShape } from "@/lib/contacts/shapes";
import { Section } from "./section";
import { useContactChange } from "./use-contact-change";

/** The longest tag that is taken, in UTF-16 units. */
const LONGEST = 60;

export function ContactTags({ contact }: { contact: ContactShape }) {
  const { mutate, isPending, variables } = useContactChange(contact.id);
  const asked = isPending && variables && "tags" in variables ? variables.tags : null;
  const tags = asked ?? contact.tags;

  return (
    <Section title="Tags">
      <ul className="flex flex-wrap gap-1.5">
        {tags.map((tag) => (
          <li
            key={tag}
            className="inline-flex h-6 max-w-full items-center gap-0.5 rounded-sm bg-sunken ps-2 pe-0.5 text-muted text-sm"
          >
            <bdi className="truncate">{tag}</bdi>
            <button
              type="button"
              aria-label={`Remove the tag ${tag}`}
              onClick={() => mutate({ tags: tags.filter((other) => other !== tag) })}
              className="grid size-5 shrink-0 place-items-center rounded-sm hover:bg-line hover:text-ink"
            >
              <X aria-hidden="true" className="size-3" />
            </button>
          </li>
        ))}
        <li>
          <NewTag onAdd={(tag) => !tags.includes(tag) && mutate({ tags: [...tags, tag] })} />
        </li>
      </ul>
    </Section>
  );
}

function NewTag({ onAdd }: { onAdd: (tag: string) => void }) {
  const [text, setText] = useState<string | null>(null);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (text?.trim()) onAdd(text.trim());
    setText(event ? "" : null);
  }

  if (text === null) {
    return (
      <button
        type="button"
        onClick={() => setText("")}
        className="inline-flex h-6 items-center gap-1 rounded-sm border border-line-strong border-dashed px-1.5 text-muted text-sm hover:bg-hover hover:text-ink"
      >
        <Plus aria-hidden="true" className="size-3" />
        Add tag
      </button>
    );
  }
  return (
    <form onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked to add a tag.
        autoFocus
        dir="auto"
        aria-label="New tag"
        value={text}
        maxLength={LONGEST}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => submit()}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
        className="h-6 w-28 rounded-sm border border-accent bg-surface px-1.5 text-sm outline-none"
      />
    </form>
  );
}
