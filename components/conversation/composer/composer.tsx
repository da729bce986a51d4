"use client";

import clsx from "clsx";
import { lazy, Suspense, useRef, useState } from "react";
import { useCommand } from "@/components/inbox/commands";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Conversation } from "@/lib/conversations/shapes";
import { preloadUnsentLines } from "../late-unsent-lines";
import { changeDraft, readDraft } from "../outbox/draft-store";
import { sendDraft, textsOf } from "../outbox/send-draft";
import { useSeenAnswer } from "../outbox/use-seen-answer";
import { AttachButtons } from "./attach-buttons";
import { attachFiles } from "./attach-files";
import { choosing } from "./composer-deeds";
import { ComposerField } from "./composer-field";
import { ComposerFooter } from "./composer-footer";
import { ComposerHeader } from "./composer-header";
import { LatePublicLines } from "./composer-late-public-lines";
import { type ComposerMode, sideOf } from "./composer-mode";
import { ComposerTarget } from "./composer-target";
import { LateQuickReplies } from "./late-quick-replies";
import { RefusedLine } from "./refused-line";
import { useComposerState } from "./use-composer-state";
import { useTypingSignal } from "./use-typing-signal";

const AttachmentChips = lazy(() =>
  import("../uploads/attachment-chips").then((module) => ({ default: module.AttachmentChips })),
);
const VoiceRecorder = lazy(() =>
  import("../uploads/voice-recorder").then((module) => ({ default: module.VoiceRecorder })),
);

/** Where an agent answers, or leaves a note. It says who will see it, how long there is, and what its button does. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { id, channel, contact } = conversation;
  const { draft, state, ready, onFocus, onBlur } = useComposerState(conversation);
  const { mode, place, sending, not, words } = state;
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(id);
  const me = useMe();
  const [offering, setOffering] = useState(false);
  const [recordingFor, setRecordingFor] = useState<string | null>(null);

  const note = place === "note";
  const offers = !note && (draft.quickReplies.length > 0 || (offering && !not.quickReplies));
  const refused = !note && sending.kind === "refused";
  const order = {
    ownerId: me.id,
    place,
    limit: channel.lengthLimit,
    answers: state.answers,
    mention: `@${contact.name}`,
    side: sideOf(conversation),
    seenAnswerId: useSeenAnswer(id, draft),
  };
  const parts = textsOf(draft.text, order);
  const length = draft.text.trim().length;
  const empty = length === 0 && draft.files.length === 0;
  const uploading = draft.files.filter(({ attachment }) => !attachment).length;
  const waiting = draft.sendWhenReady !== null && uploading > 0;

  function choose(next: ComposerMode, focus = true) {
    changeDraft(id, choosing(next));
    if (focus) field.current?.focus();
  }
  useCommand("reply", () => {
    const isNote = mode === "note" && readDraft(id).mode === "note"; // it may have been changed just now
    return isNote ? choose("private") : field.current?.focus();
  });
  useCommand("note", () => choose("note"));
  useCommand("public", () => {
    if (mode === "public") choose("private");
    else if (state.publicSide?.refused) showToast(state.publicSide.refused);
    else if (state.publicSide) choose("public");
  });

  function onWrite(next: string) {
    changeDraft(id, { text: next });
    if (place === "thread" && sending.kind === "open") typing.tell(next.trim() !== "");
  }

  function onSend() {
    if (empty || refused || !ready) return;
    if (draft.files.some((file) => file.refused))
      return showToast("Take out the file that was refused first.");
    if (state.refusal) return showToast(state.refusal);
    if (uploading > 0) return changeDraft(id, { sendWhenReady: waiting ? null : order });

    sendDraft(id, order);
    typing.forget();
    setOffering(false);
    field.current?.focus();
  }

  return (
    <section aria-label={words.region} className={clsx(surface, surfaces[mode])}>
      <ComposerHeader mode={mode} state={state} onMode={choose} />
      {refused && <RefusedLine line={sending.line} remedy={sending.remedy} />}
      {state.publicSide?.target && (
        <LatePublicLines conversation={conversation} draft={draft} state={state} field={field} />
      )}
      {state.answers && place === "thread" && (
        <ComposerTarget target={state.answers} onDrop={() => changeDraft(id, { replyTo: null })} />
      )}
      <ComposerField
        ref={field}
        text={draft.text}
        label={words.label}
        placeholder={words.placeholder}
        onWrite={onWrite}
        onSend={onSend}
        onFiles={(files) => attachFiles(id, files)}
        onFocus={() => {
          onFocus();
          preloadUnsentLines();
        }}
        onLeave={(left) => {
          typing.tell(false);
          onBlur(left);
        }}
      />
      <Suspense fallback={null}>
        {draft.files.length > 0 && (
          <AttachmentChips conversation={conversation} draft={draft} mayBeLinks={mode === "private"} />
        )}
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
            notVoice={not.voice}
            onRecord={() => setRecordingFor(id)}
          />
        }
        waiting={waiting}
        mode={mode}
        offering={note ? null : offers}
        notOffering={not.quickReplies}
        onOffer={() => setOffering(!offering)}
        verb={parts.length > 1 ? `Split into ${parts.length} messages` : state.verb}
        length={length}
        limit={state.limit}
        disabled={empty || refused || !ready || state.refusal !== null}
        onSend={onSend}
      />
    </section>
  );
}

const surface = "mx-4 mb-4 shrink-0 rounded-xl border shadow-float transition-colors max-md:mx-2 max-md:mb-2";

/** Three that nobody can mistake for one another. */
const surfaces: Record<ComposerMode, string> = {
  private: "border-line-strong bg-raised focus-within:border-accent",
  public: "border-public-ink/60 bg-public ring-1 ring-public-ink/25 focus-within:border-public-ink",
  note: "border-note-line bg-note focus-within:border-note-ink",
};
