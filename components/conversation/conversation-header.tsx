"use client";

import clsx from "clsx";
import { ArrowLeft, ChevronDown, PanelRight, RotateCcw } from "lucide-react";
import { lazy, useState } from "react";
import { ChannelIcon } from "@/components/inbox/channel-icon";
import { useCommand } from "@/components/inbox/commands";
import { useMe } from "@/components/shell/me";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { Conversation } from "@/lib/conversations/shapes";
import { useConversationActions } from "./use-conversation-actions";

const AssigneeMenu = lazy(() =>
  import("./assignee-menu").then((module) => ({ default: module.AssigneeMenu })),
);

interface ConversationHeaderProps {
  conversation: Conversation;
  onBack: () => void;
  onToggleProfile: () => void;
}

/** Who it is with, through which channel, whose it is, and the way to be done with it. */
export function ConversationHeader({ conversation, onBack, onToggleProfile }: ConversationHeaderProps) {
  const { contact, channel } = conversation;
  const { closed, toggleClosed } = useConversationActions(conversation);
  useCommand("close", toggleClosed);

  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b bg-surface ps-5 pe-3 max-md:gap-1 max-md:ps-1">
      <Button
        variant="ghost"
        size="icon"
        aria-label="Back to the list"
        onClick={onBack}
        className="md:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
      </Button>
      <Avatar name={contact.name} seed={contact.id} pictureUrl={contact.pictureUrl} size={34} />
      <div className="min-w-0 flex-1 max-md:ms-1.5">
        <h2 className="truncate font-semibold leading-tight">
          <bdi>{contact.name}</bdi>
        </h2>
        <p className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
          <ChannelIcon kind={channel.kind} className="size-3.5!" />
          <bdi className="truncate">{channel.name}</bdi>
          {closed && <span className="shrink-0">· closed</span>}
        </p>
      </div>
      <AssigneeButton conversation={conversation} />
      <Button onClick={toggleClosed} shortcut="E" className="max-sm:px-2">
        {closed && <RotateCcw aria-hidden="true" className="size-3.5" />}
        {closed ? "Reopen" : "Close"}
      </Button>
      <Tooltip label="Contact" shortcut="I" align="end">
        <Button variant="ghost" size="icon" aria-label="Show or hide the contact" onClick={onToggleProfile}>
          <PanelRight aria-hidden="true" className="size-4.5 rtl:-scale-x-100" />
        </Button>
      </Tooltip>
    </header>
  );
}

function AssigneeButton({ conversation }: { conversation: Conversation }) {
  const { assignee } = conversation;
  const me = useMe();
  const mine = assignee?.id === me.id;
  const [open, setOpen] = useState(false);
  useCommand("assign", () => setOpen(true));

  return (
    <LazyMenu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button aria-haspopup="menu" className="min-w-0 max-w-44 shrink! max-sm:px-2">
          {assignee && <span className="sr-only">Assigned to </span>}
          {assignee && <Avatar name={assignee.name} seed={assignee.id} size={18} />}
          <bdi className={clsx("truncate", assignee && "max-sm:sr-only")}>
            {assignee ? (mine ? "You" : assignee.name) : "Assign"}
          </bdi>
          {assignee && <span className="sr-only">. Assign</span>}
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        </Button>
      }
    >
      {(control) => <AssigneeMenu {...control} conversation={conversation} />}
    </LazyMenu>
  );
}
