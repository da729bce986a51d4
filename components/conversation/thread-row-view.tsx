"use client";

import { dayName } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/now";
import { useTimeStyle } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";
import { MessageBubble } from "./message-bubble";
import { SystemLine } from "./system-line";
import type { ThreadRow } from "./thread-rows";

interface ThreadRowViewProps {
  row: ThreadRow;
  myId: string;
  /** What can be done with those that have not reached the server, by id. */
  pending: Map<string, { retry: () => void; edit: () => void }>;
  onReply: (message: Message) => void;
  onGoTo: (messageId: string) => void;
}

export function ThreadRowView({ row, myId, pending, onReply, onGoTo }: ThreadRowViewProps) {
  switch (row.kind) {
    case "day":
      return <Day at={row.at} />;
    case "unread":
      return <Unread count={row.count} />;
    case "system":
      return <SystemLine message={row.message} />;
    case "bubble":
      return (
        <MessageBubble
          message={row.message}
          startsGroup={row.startsGroup}
          endsGroup={row.endsGroup}
          myId={myId}
          pending={pending.get(row.key)}
          onReply={onReply}
          onGoTo={onGoTo}
        />
      );
    default:
      return row satisfies never;
  }
}

function Day({ at }: { at: string }) {
  const now = useNow();
  const style = useTimeStyle();

  return (
    <p className="pt-4 pb-2 text-center text-faint text-sm">
      <time dateTime={at}>{dayName(at, now, style)}</time>
    </p>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <p className="mx-5 flex items-center gap-3 py-2 font-medium text-accent-ink text-sm before:h-px before:flex-1 before:bg-accent/30 after:h-px after:flex-1 after:bg-accent/30">
      {count} new
    </p>
  );
}
