import clsx from "clsx";
import { CircleHelp, EyeOff, Globe } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Message } from "@/lib/conversations/shapes";
import { LateAttachments } from "./media/late-attachments";
import { RawForm } from "./raw-form";

const LateRating = lazy(() =>
  import("./public/public-rating").then((module) => ({ default: module.PublicRating })),
);
const LinkLine = lazy(() => import("./uploads/link-line").then((module) => ({ default: module.LinkLine })));

/** What was said or sent. */
export function BubbleContent({ message }: { message: Message }) {
  const { deletedAt, kind, text, attachments, details, visibility, publication } = message;
  if (deletedAt) {
    const words = visibility === "public" ? "Removed" : "This message was deleted";
    return <p className="text-muted italic">{words}</p>;
  }
  if (kind === "unsupported") return <Unsupported message={message} />;

  return (
    <div className="grid gap-1.5">
      <LateAttachments message={message} />
      {kind === "postback" && <p className="text-muted text-xs">Chose a button</p>}
      {kind === "rating" && (
        <Suspense fallback={<span className="h-5" />}>
          <LateRating message={message} />
        </Suspense>
      )}
      {kind === "order" && <p className="text-muted text-xs">Sent an order</p>}
      {text && !attachments[0]?.link && (
        <p
          dir="auto"
          className={clsx(
            "wrap-anywhere whitespace-pre-wrap text-start",
            publication?.hidden && "text-muted line-through",
          )}
        >
          {text}
        </p>
      )}
      {attachments[0]?.link && (
        <Suspense fallback={<span className="h-7" />}>
          <LinkLine message={message} />
        </Suspense>
      )}
      {publication?.hidden && (
        <p className="flex items-center gap-1 text-muted text-xs">
          <EyeOff aria-hidden="true" className="size-3" />
          Hidden by the Page
        </p>
      )}
      {!text && attachments.length === 0 && kind !== "rating" && (
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

/** What the message answers; a click goes there. */
export function Quote({ message, onGoTo }: { message: Message; onGoTo: (messageId: string) => void }) {
  const { replyTo, visibility } = message;
  if (!replyTo) return null;
  const isFromPublic = replyTo.visibility === "public" && visibility !== "public";

  return (
    <button
      type="button"
      onClick={() => onGoTo(replyTo.id)}
      className="mb-1.5 block w-full max-w-full rounded-sm border-control-line border-s-2 ps-2 text-start text-muted text-sm hover:text-ink"
    >
      <span className="flex min-w-0 items-center gap-1 font-medium text-xs">
        {isFromPublic && (
          <>
            <Globe aria-hidden="true" className="size-3 shrink-0 text-public-ink" />
            <span className="sr-only">In public: </span>
          </>
        )}
        <bdi className="truncate">{replyTo.authorName}</bdi>
      </span>
      <span dir="auto" className="line-clamp-2">
        {replyTo.text ?? "Attachment"}
      </span>
    </button>
  );
}

export function Reactions({ message: { reactions }, own }: { message: Message; own: boolean }) {
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
export function OfferedReplies({ message }: { message: Message }) {
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
