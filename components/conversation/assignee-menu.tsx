"use client";

import { useQuery } from "@tanstack/react-query";
import { Hand, UserMinus } from "lucide-react";
import { agentsQuery } from "@/components/inbox/queries";
import { useMe } from "@/components/shell/me";
import type { MenuControl } from "@/components/ui/lazy-menu";
import { Menu, MenuEntry, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { Conversation } from "@/lib/conversations/shapes";
import { useConversationActions } from "./use-conversation-actions";

type AssigneeMenuProps = MenuControl & { conversation: Conversation };

/** Take it, give it to somebody, or put it back for everybody. */
export function AssigneeMenu({ conversation, ...control }: AssigneeMenuProps) {
  const { assign, unassign } = useConversationActions(conversation);
  const { data: agents, isPending } = useQuery(agentsQuery());
  const me = useMe();
  const assigneeId = conversation.assignee?.id;
  const colleagues = agents?.filter(({ id }) => id !== me.id) ?? [];

  return (
    <Menu {...control}>
      {assigneeId !== me.id && (
        <MenuEntry icon={Hand} onSelect={() => assign(me.id)}>
          Take it
        </MenuEntry>
      )}
      {assigneeId && (
        <MenuEntry icon={UserMinus} onSelect={unassign}>
          Unassign
        </MenuEntry>
      )}
      <MenuSeparator />
      <MenuLabel>
        {isPending ? "Loading colleagues…" : colleagues.length ? "Assign to" : "No colleagues yet"}
      </MenuLabel>
      {colleagues.map(({ id, name }) => (
        <MenuEntry key={id} checked={id === assigneeId} onSelect={() => assign(id)}>
          <bdi>{name}</bdi>
        </MenuEntry>
      ))}
    </Menu>
  );
}
