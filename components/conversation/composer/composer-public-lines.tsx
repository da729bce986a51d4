"use client";

import { AtSign, Globe, Info, Reply, X } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { Conversation } from "@/lib/conversations/shapes";
import { type ComposerDraft, changeDraft } from "../outbox/draft-store";
import { CallToAction } from "./composer-call-to-action";
import { choosing } from "./composer-deeds";
import { messengerLink } from "./composer-link";
import { isMentioned, toggleMention } from "./composer-mention";
import { holdsContent } from "./composer-mode";
import type { ComposerState, PublicSide } from "./composer-private-state";

export interface PublicLinesProps {
  conversation: Conversation;
  draft: ComposerDraft;
  state: ComposerState;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** What a reply to something public has beyond every reply: what it answers, whom it names, and the way to Messenger. */
export function PublicLines(props: PublicLinesProps) {
  const { conversation, draft, state } = props;
  const { target, notice, offersLink } = state.publicSide!;
  const words = state.refusal ?? notice;
  if (!target) return null;

  return (
    <>
      <div className="mx-3 mt-2 flex flex-wrap items-center gap-x-2 gap-y-1">
        <Answered state={state} target={target} />
        {mayDrop(props, target) && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Don't answer this ${target.noun}`}
            onClick={() => drop(conversation, draft)}
            className="size-7! max-md:size-10!"
          >
            <X aria-hidden="true" className="size-3.5" />
          </Button>
        )}
        {state.place === "public_comment" && <MentionButton {...props} />}
      </div>
      {words && (
        <p role="status" className="mx-3 mt-1.5 flex items-start gap-1.5 text-public-ink text-sm">
          <Info aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {words}
        </p>
      )}
      {state.place === "private_reply" && !offersLink && (
        <CallToAction
          conversationId={conversation.id}
          text={draft.callToAction}
          suggestion={`@${conversation.contact.name} we have written to you privately. You can also answer us here: ${linkTo(conversation, target.id)}`}
        />
      )}
      {offersLink && <OfferLink {...props} targetId={target.id} />}
    </>
  );
}

type Target = NonNullable<PublicSide["target"]>;

function Answered({ state, target }: { state: ComposerState; target: Target }) {
  return (
    <p className="flex min-w-0 flex-1 basis-56 items-center gap-2 border-public-ink border-s-2 ps-2 text-muted text-sm">
      <Reply aria-hidden="true" className="size-3.5 shrink-0 rtl:-scale-x-100" />
      <span className="min-w-0 truncate">
        <span className="font-medium text-ink">
          {state.place === "private_reply" ? "Answers privately " : "Answers "}
          <bdi>{target.authorName}</bdi>’s {target.noun}
        </span>
        {": "}
        <bdi>{target.text ?? "Attachment"}</bdi>
      </span>
    </p>
  );
}

/** Back to the newest; and of a private reply back to an ordinary message where one can go. */
function mayDrop({ conversation: { window }, draft, state }: PublicLinesProps, { isChosen }: Target) {
  const isOrdinaryPossible = window.state === "open" || window.state === "human_agent";
  return isChosen || (state.place === "private_reply" && draft.replyTo !== null && isOrdinaryPossible);
}

function drop({ id, publicTarget }: Conversation, draft: ComposerDraft) {
  const newest = publicTarget && {
    id: publicTarget.messageId,
    authorName: publicTarget.authorName,
    text: publicTarget.text,
    visibility: "public" as const,
  };
  changeDraft(id, { replyTo: null, answering: holdsContent({ ...draft, replyTo: null }) ? newest : null });
}

function MentionButton({ conversation: { id, contact }, draft, field }: PublicLinesProps) {
  const mention = `@${contact.name}`;
  const pressed = isMentioned(draft, mention);

  function onClick() {
    changeDraft(id, toggleMention(draft, mention, field.current?.selectionEnd ?? draft.text.length));
    field.current?.focus();
  }

  return (
    <Tooltip label={`${contact.name} is told of the reply`} align="end">
      <Button
        size="small"
        aria-pressed={pressed}
        onClick={onClick}
        className="aria-pressed:bg-public-line/60! max-md:h-10!"
      >
        <AtSign aria-hidden="true" className="size-3.5" />
        Mention
      </Button>
    </Tooltip>
  );
}

/** Where nothing private can go out, the contact can still be shown the way. */
function OfferLink({ conversation, draft, targetId }: PublicLinesProps & { targetId: string }) {
  const { id, contact } = conversation;
  const invitation = `@${contact.name} please write to us privately: ${linkTo(conversation, targetId)}`;

  return (
    <div className="mx-3 mt-2 flex flex-wrap items-center gap-2 text-muted text-sm">
      <span className="min-w-0 flex-1 basis-48">
        You can still show <bdi>{contact.name}</bdi> the way to Messenger in public.
      </span>
      <Button
        size="small"
        className="max-md:h-10!"
        onClick={() =>
          changeDraft(id, {
            ...choosing("public"),
            text: [draft.text, invitation].filter(Boolean).join("\n"),
            mentionsContact: true,
          })
        }
      >
        <Globe aria-hidden="true" className="size-3.5" />
        Write the m.me link publicly
      </Button>
    </div>
  );
}

function linkTo({ channel }: Conversation, messageId: string) {
  return messengerLink(channel.externalId, `comment_${messageId}`);
}
