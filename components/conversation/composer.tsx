"use client";

import clsx from "clsx";
import { useRef, useState } from "react";
import { useCommand } from "@/components/inbox/commands";
import { useNow } from "@/components/ui/now";
import type { Conversation } from "@/lib/conversations/shapes";
import { splitText } from "@/lib/conversations/split-text";
import { ComposerField } from "./composer-field";
import { ComposerFooter } from "./composer-footer";
import { ComposerHeader } from "./composer-header";
import { ComposerQuickReplies } from "./composer-quick-replies";
import { ComposerTarget } from "./composer-target";
import { type ComposerDraft, changeDraft, useDraft } from "./draft-store";
import { RefusedLine } from "./refused-line";
import { sendingState } from "./sending-state";
import { useSendMessage } from "./use-send-message";
import { useTypingSignal } from "./use-typing-signal";

/** Where an agent answers, or leaves a note. It says who will see it, how long there is, and what its button does. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { id, channel } = conversation;
  const draft = useDraft(id);
  const state = sendingState(conversation, useNow());
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(id);
  const send = useSending(id);
  const [offering, setOffering] = useState(false);

  const note = draft.mode === "note";
  const offers = !note && (offering || draft.quickReplies.length > 0);
  const refused = !note && state.kind === "refused";
  const text = draft.text.trim();
  const parts = !note && text.length > channel.lengthLimit ? splitText(text, channel.lengthLimit) : [text];

  function write(mode: "private" | "note") {
    changeDraft(id, { mode });
    field.current?.focus();
  }
  useCommand("reply", () => write("private"));
  useCommand("note", () => write("note"));

  function onWrite(next: string) {
    changeDraft(id, { text: next });
    if (!note && state.kind === "open") typing.tell(next.trim() !== "");
  }

  function onSend() {
    if (!text || refused) return;
    send(parts, draft);
    typing.forget();
    changeDraft(id, { text: "", replyTo: null, quickReplies: [] });
    setOffering(false);
    field.current?.focus();
  }

  return (
    <section
      aria-label={note ? "Write a note" : "Write a reply"}
      className={clsx(
        "mx-4 mb-4 shrink-0 rounded-xl border shadow-float transition-colors focus-within:border-accent max-md:mx-2 max-md:mb-2",
        note ? "border-note-line bg-note" : "border-line-strong bg-raised",
      )}
    >
      <ComposerHeader mode={draft.mode} state={state} onMode={write} />
      {refused && <RefusedLine line={state.line} remedy={state.remedy} />}
      {draft.replyTo && !note && (
        <ComposerTarget target={draft.replyTo} onDrop={() => changeDraft(id, { replyTo: null })} />
      )}
      <ComposerField
        ref={field}
        text={draft.text}
        label={note ? "Note for colleagues" : `Reply to ${conversation.contact.name}`}
        placeholder={note ? "A note that only colleagues see" : `Write to ${conversation.contact.name}`}
        onWrite={onWrite}
        onSend={onSend}
        onLeave={() => typing.tell(false)}
      />
      {offers && (
        <ComposerQuickReplies
          titles={draft.quickReplies}
          onChange={(quickReplies) => changeDraft(id, { quickReplies })}
        />
      )}
      <ComposerFooter
        note={note}
        offering={note ? null : offers}
        onOffer={() => setOffering(!offering)}
        tagged={state.kind === "tagged"}
        parts={parts.length}
        length={text.length}
        limit={note ? null : channel.lengthLimit}
        disabled={!text || refused}
        onSend={onSend}
      />
    </section>
  );
}

/** Sends what was written, one message for each part: the first carries what it answers, the last the quick replies. */
function useSending(conversationId: string) {
  const send = useSendMessage(conversationId);

  return (parts: string[], { mode, replyTo, quickReplies }: ComposerDraft) => {
    const now = Date.now();
    parts.forEach((text, index) => {
      const answered = index === 0 && mode === "private" ? replyTo : null;
      const offered = index === parts.length - 1 && mode === "private" ? quickReplies : [];
      send({
        id: crypto.randomUUID(),
        text,
        visibility: mode,
        replyToId: answered?.id ?? null,
        replyTo: answered,
        quickReplies: offered,
        writtenAt: new Date(now + index).toISOString(),
      });
    });
  };
}
