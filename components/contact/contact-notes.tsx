"use client";

import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { RelativeTime } from "@/components/ui/time";
import type { ContactShape } from "@/lib/contacts/shapes";
import { Section } from "./section";
import { useContactChange } from "./use-contact-change";

/** What the next colleague should know about this person. */
export function ContactNotes({ contact }: { contact: ContactShape }) {
  const { mutate, isPending } = useContactChange(contact.id);
  const [text, setText] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() && !isPending) mutate({ addNote: text.trim() }, { onSuccess: () => setText("") });
  }

  return (
    <Section title="Notes">
      <ul className="grid gap-2">
        {contact.notes.map(({ id, text, authorName, createdAt }) => (
          <li
            key={id}
            className="group/note flex items-start gap-2 rounded-md border border-note-line bg-note px-3 py-2"
          >
            <p dir="auto" className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap text-start">
              {text}{" "}
              <span className="whitespace-nowrap text-note-ink text-sm">
                <bdi>{authorName}</bdi>, <RelativeTime at={createdAt} />
              </span>
            </p>
            <button
              type="button"
              aria-label={`Delete the note of ${authorName}`}
              onClick={() => mutate({ removeNote: id })}
              className="grid size-5 shrink-0 place-items-center rounded-sm text-note-ink opacity-0 focus-visible:opacity-100 group-hover/note:opacity-100 pointer-coarse:opacity-100"
            >
              <Trash2 aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="mt-2 grid gap-1.5">
        <Textarea
          rows={text ? 3 : 1}
          aria-label="New note about this contact"
          placeholder="Add a note about this person"
          value={text}
          maxLength={5000}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && submit(event)}
        />
        {text.trim() && (
          <Button type="submit" size="small" busy={isPending} className="justify-self-end">
            Add note
          </Button>
        )}
      </form>
    </Section>
  );
}
