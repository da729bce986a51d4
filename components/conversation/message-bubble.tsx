"use client";

import clsx from "clsx";
import { Bot, CircleHelp, Reply, StickyNote, UserRoundCog } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/conversations/shapes";
import { Attachments } from "./attachments";
import { BubbleMeta } from "./bubble-meta";
import { FailureLine } from "./failure-line";
import { MessageStatus } from "./message-status";
import { RawForm } from "./raw-form";

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

  return (
    <article
      data-message={message.id}
      aria-label={`${message.author.name}${message.visibility === "note" ? ", note" : ""}`}
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
            <Content message={message} />
          </Surface>
          <Reactions message={message} own={own} />
        </div>
        {own && !endsGroup && message.status !== "failed" && <MessageStatus message={message} quiet />}
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
        <span className="min-w-10 shrink-0" />
      </div>
      <OfferedReplies message={message} />
      {endsGroup && message.status !== "failed" && <BubbleMeta message={message} own={own} myId={myId} />}
      {message.status === "failed" && <FailureLine message={message} pending={pending} />}
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
          : own
            ? message.author.kind === "agent"
              ? "border-transparent bg-bubble-out"
              : "border-accent/40 border-dashed bg-bubble-out"
            : "border-line bg-bubble-in",
        message.status === "failed" && "border-bad/40!",
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

function AuthorLine({ message, myId }: { message: Message; myId: string }) {
  const { kind, id, name } = message.author;
  const label = "mb-1 flex items-center gap-1.5 px-1 text-muted text-xs";
  if (message.visibility === "note") {
    return (
      <p className={clsx(label, "text-note-ink")}>
        <StickyNote aria-hidden="true" className="size-3" />
        {id === myId ? "Your note" : <bdi>{name}</bdi>} · only colleagues see this
      </p>
    );
  }
  if (kind === "external") {
    return (
      <p
        className={label}
        title="Written as the Page, but not in Pagedesk: in the Page's own inbox, or by another app"
      >
        <UserRoundCog aria-hidden="true" className="size-3" />
        {name === "Outside Pagedesk" ? (
          name
        ) : (
          <span>
            <bdi>{name}</bdi> · outside Pagedesk
          </span>
        )}
      </p>
    );
  }
  if (kind === "bot") {
    return (
      <p className={label}>
        <Bot aria-hidden="true" className="size-3" />
        <bdi>{name}</bdi> · automatic
      </p>
    );
  }
  return null;
}

function Content({ message }: { message: Message }) {
  const { deletedAt, kind, text, attachments, details } = message;
  if (deletedAt) return <p className="text-muted italic">This message was deleted</p>;
  if (kind === "unsupported") return <Unsupported message={message} />;

  return (
    <div className="grid gap-1.5">
      <Attachments attachments={attachments} />
      {kind === "postback" && <p className="text-muted text-xs">Chose a button</p>}
      {kind === "order" && <p className="text-muted text-xs">Sent an order</p>}
      {text && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-start">
          {text}
        </p>
      )}
      {!text && attachments.length === 0 && (
        <p className="text-muted italic">
          {kind === "template" ? "A template without text" : "Without text"}
        </p>
      )}
      {kind !== "postback" && typeof details?.payload === "string" && (
        <p className="text-muted text-xs" title={`Payload: ${details.payload}`}>
          Chose a quick reply
        </p>
      )}
    </div>
  );
}

function Unsupported({ message }: { message: Message }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="flex items-center gap-1.5 text-muted">
        <CircleHelp aria-hidden="true" className="size-4 shrink-0" />
        Something we can't show yet
      </p>
      <RawForm message={message} />
    </div>
  );
}

function Quote({ message, onGoTo }: { message: Message; onGoTo: (messageId: string) => void }) {
  const { replyTo } = message;
  if (!replyTo) return null;

  return (
    <button
      type="button"
      onClick={() => onGoTo(replyTo.id)}
      className="mb-1.5 block w-full max-w-full rounded-sm border-control-line border-s-2 ps-2 text-start text-muted text-sm hover:text-ink"
    >
      <bdi className="block truncate font-medium text-xs">{replyTo.authorName}</bdi>
      <span dir="auto" className="line-clamp-2">
        {replyTo.text ?? "Attachment"}
      </span>
    </button>
  );
}

function Reactions({ message: { reactions }, own }: { message: Message; own: boolean }) {
  if (reactions.length === 0) return null;

  return (
    <ul
      aria-label="Reactions"
      className={clsx(
        "-bottom-3.5 absolute flex gap-1 rounded-full border bg-raised px-1.5 text-sm leading-5 shadow-small",
        own ? "start-2" : "end-2",
      )}
    >
      {reactions.map(({ by, emoji }) => (
        <li key={`${by} ${emoji}`} title={by === "contact" ? "By the contact" : "By the Page"}>
          {emoji}
        </li>
      ))}
    </ul>
  );
}

/** What the contact can tap under an own message. */
function OfferedReplies({ message }: { message: Message }) {
  const offered = message.details?.quickReplies;
  if (message.direction !== "out" || !Array.isArray(offered) || offered.length === 0) return null;

  return (
    <ul aria-label="Offered quick replies" className="mt-1 flex max-w-full flex-wrap justify-end gap-1">
      {offered.map((reply: { title?: unknown }) => (
        <li
          key={String(reply.title)}
          className="rounded-full border border-line-strong px-2.5 text-muted text-sm leading-6"
        >
          <bdi>{String(reply.title)}</bdi>
        </li>
      ))}
    </ul>
  );
}
