import { useMe } from "@/components/shell/me";
import { useTimeStyle } from "@/components/ui/time";
import type { Conversation } from "@/lib/conversations/shapes";
import { ThreadRowView } from "./thread-row-view";
import { firstUnread, threadRows } from "./thread-rows";
import type { Thread } from "./thread-state";

const ROWS = 30;

/**
 * The thread as the server draws it: no window on it can be measured there, so the rows that will be seen first stand
 * as they are, from the first unread one or up to the end.
 */
export function StillThread({ conversation, thread }: { conversation: Conversation; thread: Thread }) {
  const me = useMe();
  const style = useTimeStyle();
  const unread = firstUnread(thread.messages, conversation.unreadCount);
  const rows = threadRows(thread.messages, { unread, complete: thread.older === null, style });
  const from = unread ? rows.findIndex(({ kind }) => kind === "unread") - 1 : rows.length - ROWS;

  return (
    <div
      className={
        unread ? "min-h-0 flex-1 overflow-hidden" : "flex min-h-0 flex-1 flex-col-reverse overflow-hidden"
      }
    >
      <div className="mb-auto pt-1 pb-3">
        {rows.slice(Math.max(0, from), Math.max(0, from) + ROWS).map((row) => (
          <ThreadRowView
            key={row.key}
            row={row}
            myId={me.id}
            pending={nothing}
            onReply={ignore}
            onGoTo={ignore}
          />
        ))}
      </div>
    </div>
  );
}

const nothing = new Map<string, never>();
function ignore() {}
