"use client";

import clsx from "clsx";
import { CircleAlert, Clock, PlugZap } from "lucide-react";
import { memo } from "react";
import { useHeldUp } from "@/components/conversation/use-held-up";
import { WindowChip } from "@/components/conversation/window-chip";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { onPlainClick } from "@/components/ui/plain-click";
import { RelativeTime } from "@/components/ui/time";
import type { Conversation } from "@/lib/conversations/shapes";
import { ChannelIcon } from "./channel-icon";
import { previewOf } from "./preview";
import { SourceMarks } from "./source-marks";

/** Pixels; every row is as high as the next, so that a list of thousands needs no measuring. */
export const ROW_HEIGHT = 78;

interface ConversationRowProps {
  conversation: Conversation;
  myId: string;
  href: string;
  open: boolean;
  /** One row of the list can be reached by Tab; the keys move on from it. */
  reachable: boolean;
  showChannel: boolean;
  onOpen: (conversationId: string) => void;
  onApproach: (conversationId: string) => void;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, myId, href, open, reachable, showChannel, onOpen, onApproach } = props;
  const { id, contact, channel, lastMessage, unreadCount } = conversation;
  const unread = unreadCount > 0;

  return (
    <a
      href={href}
      data-conversation={id}
      tabIndex={reachable ? 0 : -1}
      aria-current={open ? "true" : undefined}
      onClick={onPlainClick(() => onOpen(id))}
      onPointerEnter={() => onApproach(id)}
      onFocus={() => onApproach(id)}
      className={clsx(
        "relative grid h-full grid-cols-[2.5rem_minmax(0,1fr)] gap-3 border-b px-4 py-2.5 transition-colors [transition-duration:60ms]",
        "focus-visible:-outline-offset-2",
        open
          ? "bg-accent-soft before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-accent"
          : "hover:bg-hover",
      )}
    >
      <span className="relative size-10">
        <Avatar name={contact.name} seed={contact.id} pictureUrl={contact.pictureUrl} size={40} />
        <ChannelIcon
          kind={channel.kind}
          className={clsx("-end-1 -bottom-1 absolute ring-2", open ? "ring-accent-soft" : "ring-surface")}
        />
      </span>
      <span className="block min-w-0">
        <span className="flex min-w-0 items-baseline gap-2">
          <bdi className={clsx("truncate", unread ? "font-semibold" : "font-medium")}>{contact.name}</bdi>
          <RelativeTime
            at={conversation.lastMessageAt}
            className={clsx("ms-auto shrink-0 text-sm tabular", unread ? "text-accent-ink" : "text-faint")}
          />
        </span>
        <Preview last={lastMessage} myId={myId} unread={unread} />
        <span className="mt-1 flex min-w-0 items-center gap-1.5">
          <SourceMarks sources={conversation.sources} />
          <StateChip conversation={conversation} />
          {showChannel && <Chip className="max-w-28">{channel.name}</Chip>}
          <span className="ms-auto flex shrink-0 items-center gap-1.5">
            <UnsentMark conversationId={id} />
            <Assignee conversation={conversation} myId={myId} />
            {unread && <Unread count={unreadCount} />}
          </span>
        </span>
      </span>
    </a>
  );
});

function Preview({
  last,
  myId,
  unread,
}: {
  last: Conversation["lastMessage"];
  myId: string;
  unread: boolean;
}) {
  if (!last) return <span className="block truncate text-faint">Nothing written yet</span>;

  const { speaker, text } = previewOf(last, myId);
  const failed = last.status === "failed";
  return (
    <span dir="auto" className={clsx("block truncate", unread ? "text-ink" : "text-muted")}>
      {speaker && <span className={failed ? "text-bad" : "text-faint"}>{speaker}: </span>}
      {text}
    </span>
  );
}

function StateChip({ conversation }: { conversation: Conversation }) {
  const { channel, status, window } = conversation;
  if (!channel.connected) return <Chip icon={PlugZap}>Disconnected</Chip>;
  if (channel.tokenState !== "valid") {
    return (
      <Chip tone="bad" icon={PlugZap}>
        Needs reconnect
      </Chip>
    );
  }
  return status === "open" ? <WindowChip window={window} /> : null;
}

/** What I have sent there and the server has not taken. */
function UnsentMark({ conversationId }: { conversationId: string }) {
  const unsent = useHeldUp().filter((one) => one.conversationId === conversationId);
  if (unsent.length === 0) return null;

  const refused = unsent.some(({ refusal }) => refusal);
  return (
    <Chip tone={refused ? "bad" : "warn"} icon={refused ? CircleAlert : Clock}>
      {unsent.length} not sent
    </Chip>
  );
}

function Assignee({ conversation: { assignee }, myId }: { conversation: Conversation; myId: string }) {
  if (!assignee) return null;

  return (
    <span
      title={assignee.id === myId ? "Assigned to you" : `Assigned to ${assignee.name}`}
      className="inline-flex"
    >
      <Avatar name={assignee.name} seed={assignee.id} size={18} />
      <span className="sr-only">
        {assignee.id === myId ? "Assigned to you" : `Assigned to ${assignee.name}`}
      </span>
    </span>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <span className="inline-grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-semibold text-[0.625rem] text-on-accent tabular leading-none">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> unread</span>
    </span>
  );
}
