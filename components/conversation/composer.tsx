"use client";

import clsx from "clsx";
import { lazy, Suspense, useRef, useState } from "react";
import { useCommand } from "@/components/inbox/commands";
import { useMe } from "@/components/shell/me";
import { useNow } from "@/components/ui/now";
import { showToast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/shapes";
import { AttachButtons } from "./attach-buttons";
import { attachFiles } from "./attach-files";
import { ComposerField } from "./composer-field";
import { ComposerFooter } from "./composer-footer";
import { ComposerHeader } from "./composer-header";
import { ComposerTarget } from "./composer-target";
import { changeDraft, useDraft } from "./draft-store";
import { LateQuickReplies } from "./late-quick-replies";
import { RefusedLine } from "./refused-line";
import { sendDraft, textsOf } from "./send-draft";
import { sendingState } from "./sending-state";
import { useTypingSignal } from "./use-typing-signal";

const AttachmentChips = lazy(() =>
  import("./uploads/attachment-chips").then((module) => ({ default: module.AttachmentChips })),
);
const VoiceRecorder = lazy(() =>
  import("./uploads/voice-recorder").then((module) => ({ default: module.VoiceRecorder })),
);

/** Where an agent answers, or leaves a note. It says who will see it, how long there is, and what its button does. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { id, channel } = conversation;
  const draft = useDraft(id);
  const state = sendingState(conversation, useNow());
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(id);
  const me = useMe();
  const [offering, setOffering] = useState(false);
  const [recordingFor, setRecordingFor] = useState<string | null>(null);

  const note = draft.mode === "note";
  const offers = !note && (offering || draft.quickReplies.length > 0);
  const refused = !note && state.kind === "refused";
  const text = draft.text.trim();
  const parts = textsOf(draft, channel.lengthLimit);
  const empty = !text && draft.files.length === 0;
  const uploading = draft.files.filter(({ attachment }) => !attachment).length;
  const waiting = draft.sendWhenReady !== null && uploading > 0;

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
    if (empty || refused) return;
    if (draft.files.some((file) => file.refused))
      return showToast("Take out the file that was refused first.");
    if (uploading > 0) {
      const sendWhenReady = waiting ? null : { ownerId: me.id, limit: channel.lengthLimit };
      return changeDraft(id, { sendWhenReady });
    }
    sendDraft(me.id, id, channel.lengthLimit);
    typing.forget();
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
        onFiles={(files) => attachFiles(id, files)}
        onLeave={() => typing.tell(false)}
      />
      <Suspense fallback={null}>
        {draft.files.length > 0 && <AttachmentChips conversation={conversation} draft={draft} />}
        {recordingFor === id && (
          <VoiceRecorder key={id} conversationId={id} onEnd={() => setRecordingFor(null)} />
        )}
      </Suspense>
      {offers && (
        <LateQuickReplies
          titles={draft.quickReplies}
          onChange={(quickReplies) => changeDraft(id, { quickReplies })}
        />
      )}
      <ComposerFooter
        attach={
          <AttachButtons
            conversationId={id}
            recording={recordingFor === id}
            onRecord={() => setRecordingFor(id)}
          />
        }
        waiting={waiting}
        note={note}
        offering={note ? null : offers}
        onOffer={() => setOffering(!offering)}
        tagged={state.kind === "tagged"}
        parts={parts.length}
        length={text.length}
        limit={note ? null : channel.lengthLimit}
        disabled={empty || refused}
        onSend={onSend}
      />
    </section>
  );
}
