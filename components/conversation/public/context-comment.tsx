"use client";

import clsx from "clsx";
import { ArrowRight, EyeOff, MessageSquarePlus, ThumbsUp } from "lucide-react";
import type { Ref } from "react";
import { MenuEntry } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import type { Publication } from "@/lib/conversations/publications/shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import { ModerationTools, ToolButton } from "./moderation-tools";
import { PublicFiles } from "./public-picture";
import { publicName } from "./public-words";
import { useConversationOf } from "./use-conversation-of";

interface ContextCommentProps {
  publication: Publication;
  depth: number;
  conversation: Conversation;
  /** Under a post on somebody else's wall. */
  isElsewhere: boolean;
  /** The one that the list was opened for. */
  ref?: Ref<HTMLElement>;
  onGoTo: (messageId: string) => void;
}

const indents = ["", "ms-5", "ms-10"];

/** Something that others said around: plainly no message of this conversation. */
export function ContextComment({
  publication,
  depth,
  conversation,
  isElsewhere,
  ref,
  onGoTo,
}: ContextCommentProps) {
  const { author, saidAt, editedAt, removedAt, liked } = publication;
  const name = publicName(author.byPage ? conversation.channel.name : author.name);
  const isHere = publication.conversationId === conversation.id;

  return (
    <article
      ref={ref}
      aria-label={`${name}, ${isHere ? "in this conversation" : "around this conversation"}`}
      className="group/message flex max-w-full items-start gap-1 pt-1.5"
    >
      <div
        className={clsx(
          "wrap-anywhere min-w-0 max-w-[64ch] rounded-bubble border px-3 py-1.5",
          indents[depth],
          isHere ? "border-public-line bg-public" : "border-line-strong border-dashed text-muted",
        )}
      >
        <p className="flex flex-wrap items-center gap-x-1.5 text-xs">
          <bdi className="font-semibold">{name}</bdi>
          {saidAt && <RelativeTime at={saidAt} className="tabular" />}
          {editedAt && !removedAt && <span>· edited</span>}
          {liked && (
            <span className="inline-flex items-center gap-1">
              · <ThumbsUp aria-hidden="true" className="size-3" /> liked by the Page
            </span>
          )}
        </p>
        <Words publication={publication} />
      </div>
      {!removedAt && <Tools {...{ publication, conversation, isElsewhere, onGoTo }} />}
    </article>
  );
}

function Words({ publication: { text, files, hidden, removedAt } }: { publication: Publication }) {
  if (removedAt) return <p className="italic">Removed</p>;

  return (
    <>
      {text && (
        <p dir="auto" className={clsx("whitespace-pre-wrap text-start", hidden && "line-through")}>
          {text}
        </p>
      )}
      {!text && files.length === 0 && <p className="italic">Without text</p>}
      <PublicFiles files={files} />
      {hidden && (
        <p className="flex items-center gap-1 text-xs">
          <EyeOff aria-hidden="true" className="size-3" />
          Hidden by the Page
        </p>
      )}
    </>
  );
}

type ToolsProps = Pick<ContextCommentProps, "publication" | "conversation" | "isElsewhere" | "onGoTo">;

function Tools({ publication, conversation, isElsewhere, onGoTo }: ToolsProps) {
  const way = useWay(publication, conversation, onGoTo);

  return (
    <ModerationTools
      publication={{ ...publication, isElsewhere }}
      pageName={conversation.channel.name}
      buttons={
        way && (
          <Tooltip label={way.words} side="top" className="max-md:hidden">
            <ToolButton icon={way.icon} aria-label={way.words} disabled={way.busy} onClick={way.run} />
          </Tooltip>
        )
      }
      entries={
        way && (
          <MenuEntry icon={way.icon} disabled={way.busy} onSelect={way.run}>
            {way.words}
          </MenuEntry>
        )
      }
    />
  );
}

/** To where it can be answered: the thread, its own conversation, or one that is opened for it. */
function useWay(
  { id, messageId, conversationId, author }: Publication,
  conversation: Conversation,
  onGoTo: (messageId: string) => void,
) {
  const { open, adopt, isPending } = useConversationOf(id);
  if (messageId && conversationId === conversation.id) {
    return { words: "Show in the thread", icon: ArrowRight, busy: false, run: () => onGoTo(messageId) };
  }
  if (conversationId) {
    return { words: "Go to conversation", icon: ArrowRight, busy: false, run: () => open(conversationId) };
  }
  if (author.byPage) return null;
  return { words: "Open as conversation", icon: MessageSquarePlus, busy: isPending, run: adopt };
}
