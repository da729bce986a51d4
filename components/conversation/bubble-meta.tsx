import clsx from "clsx";
import { ClockTime } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";
import { MessageStatus } from "./message-status";

interface BubbleMetaProps {
  message: Message;
  own: boolean;
  myId: string;
}

/** Under the last bubble of a group: who where it isn't plain, when, and how far it got. */
export function BubbleMeta({ message, own, myId }: BubbleMetaProps) {
  const { author, visibility, editedAt, status } = message;
  const colleague = author.kind === "agent" && author.id !== myId && visibility === "private";

  return (
    <p
      className={clsx(
        "flex flex-wrap items-center gap-1.5 px-1 pt-1 pb-1.5 text-faint text-xs tabular",
        own && "justify-end",
      )}
    >
      {colleague && (
        <>
          <bdi className="font-medium text-muted">{author.name}</bdi>
          <span aria-hidden="true">·</span>
        </>
      )}
      <ClockTime at={message.sentAt} />
      {editedAt && <span>· edited</span>}
      {own && visibility !== "note" && status !== "received" && (
        <>
          <span aria-hidden="true">·</span>
          <MessageStatus message={message} />
        </>
      )}
    </p>
  );
}
