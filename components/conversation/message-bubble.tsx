"use client";

import clsx from "clsx";
import { Reply } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/conversations/shapes";
import { LateApprovalLine } from "./approval/approval-late";
import { AuthorLine } from "./author-line";
import { BubbleContent, OfferedReplies, Quote, Reactions } from "./bubble-content";
import { BubbleMeta } from "./bubble-meta";
import { LateFailureLine, LateTakeBackButton, LateWaitingLine } from "./late-unsent-lines";
import { MessageStatus } from "./message-status";
import { LateModeration } from "./public/moderation-late";

interface MessageBubbleProps {
  message: Message;
  startsGroup: boolean;
  endsGroup: boolean;
  myId: string;
  /** A message that has not reached the server yet offers less. */
  pending?: { retry: () => void; edit: () => void };
  onReply: (message: Message) => void;
  onGoTo: (messageId: string) => void;
}

/** One message, pending or stored: the same component, so that nothing changes when it arrives but its tick. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, startsGroup, endsGroup, myId, pending, onReply, onGoTo } = props;
  const own = message.direction === "out" || message.visibility === "note";
  // What has not reached the server says so by its clock.
  const isHeldUp = message.waiting !== null && message.revision >= 0;
  const place = { public: ", public", note: ", note", private: "" }[message.visibility];

  return (
    <article
      data-message={message.id}
      aria-label={`${message.author.name}${place}`}
      className={clsx(
        "group/message flex flex-col px-5 max-md:px-3",
        own ? "items-end" : "items-start",
        startsGroup ? "pt-2" : "pt-0.5",
      )}
    >
      {startsGroup && <AuthorLine message={message} myId={myId} />}
      <div className={clsx("flex max-w-full items-end gap-1.5", own && "flex-row-reverse")}>
        <div
          className={clsx(
            "relative min-w-0 max-w-[min(72ch,100%)]",
            message.reactions.length > 0 && "mb-3.5",
          )}
        >
          <Surface message={message} own={own} startsGroup={startsGroup} endsGroup={endsGroup}>
            <Quote message={message} onGoTo={onGoTo} />
            <BubbleContent message={message} />
          </Surface>
          <Reactions message={message} own={own} />
        </div>
        {own && !endsGroup && message.status !== "failed" && <MessageStatus message={message} quiet />}
        {isHeldUp && <LateTakeBackButton message={message} />}
        {message.externalId && !message.deletedAt && (
          <Tooltip label="Reply to this" side="top" className="max-md:hidden">
            <button
              type="button"
              aria-label="Reply to this message"
              onClick={() => onReply(message)}
              className="grid size-7 place-items-center rounded-md text-faint opacity-0 transition-opacity hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/message:opacity-100"
            >
              <Reply aria-hidden="true" className="size-4 rtl:-scale-x-100" />
            </button>
          </Tooltip>
        )}
        {message.publication && !message.deletedAt && <LateModeration message={message} onReply={onReply} />}
        <span className={clsx("shrink-0", message.visibility === "public" ? "min-w-2" : "min-w-10")} />
      </div>
      <OfferedReplies message={message} />
      {isHeldUp && <LateWaitingLine message={message} />}
      {endsGroup && message.status !== "failed" && <BubbleMeta message={message} own={own} myId={myId} />}
      {message.status === "failed" && <LateFailureLine message={message} pending={pending} />}
      {message.approval && <LateApprovalLine message={message} />}
    </article>
  );
});

interface SurfaceProps {
  message: Message;
  own: boolean;
  startsGroup: boolean;
  endsGroup: boolean;
  children: ReactNode;
}

function Surface({ message, own, startsGroup, endsGroup, children }: SurfaceProps) {
  if (isBare(message)) return <div className="py-1">{children}</div>;

  return (
    <div
      className={clsx(
        "rounded-bubble border px-3 py-2",
        message.visibility === "note"
          ? "border-note-line bg-note"
          : message.visibility === "public"
            ? clsx("border-public-line", own ? "bg-public" : "bg-surface")
            : own
              ? message.author.kind === "agent"
                ? "border-transparent bg-bubble-out"
                : "border-accent/40 border-dashed bg-bubble-out"
              : "border-line bg-bubble-in",
        message.status === "failed" && message.failure?.reason !== "cancelled" && "border-bad/40!",
        !startsGroup && (own ? "rounded-se-sm" : "rounded-ss-sm"),
        !endsGroup && (own ? "rounded-ee-sm" : "rounded-es-sm"),
      )}
    >
      {children}
    </div>
  );
}

/** Media without words needs no bubble around it. */
function isBare({ attachments, text, replyTo, deletedAt, visibility, details }: Message) {
  if (attachments.length === 0 || text || replyTo || deletedAt || visibility === "note") return false;
  return details?.payload === undefined;
}
