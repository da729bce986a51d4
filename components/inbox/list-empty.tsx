"use client";

import { CheckCheck, Inbox, MessagesSquare, SearchX, Timer } from "lucide-react";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { Filters } from "./filters";
import { useInboxLocation } from "./use-inbox-location";

export interface ListEmptyProps {
  filters: Filters;
  hasChannels: boolean;
}

/** Says why nothing is here, and the one step that changes it. */
export function ListEmpty({ filters, hasChannels }: ListEmptyProps) {
  const { go } = useInboxLocation();
  const me = useMe();
  if (!hasChannels) return <NoChannels mayConnect={me.role === "admin"} />;

  if (filters.q) {
    return (
      <EmptyState
        icon={SearchX}
        title={`Nobody called “${filters.q}” here`}
        action={
          filters.view !== "all" && (
            <Button onClick={() => go({ view: "all" })}>Search all conversations</Button>
          )
        }
      >
        The search looks at names of contacts among {filters.status} conversations.
      </EmptyState>
    );
  }
  if (filters.status === "closed" && filters.view !== "approvals") {
    return (
      <EmptyState icon={CheckCheck} title="Nothing closed yet">
        Conversations that were closed stand here, and open again when the contact writes.
      </EmptyState>
    );
  }
  return <NothingOpen filters={filters} onShow={(view) => go({ view })} />;
}

function NoChannels({ mayConnect }: { mayConnect: boolean }) {
  return (
    <EmptyState
      icon={MessagesSquare}
      title="No channel is connected yet"
      action={
        mayConnect && (
          <ButtonLink href="/settings/channels" variant="primary">
            Connect a Facebook Page
          </ButtonLink>
        )
      }
    >
      {mayConnect
        ? "Connect a Page, and what people write to it arrives here."
        : "Once an admin has connected a Facebook Page, what people write to it arrives here."}
    </EmptyState>
  );
}

function NothingOpen({ filters, onShow }: { filters: Filters; onShow: (view: Filters["view"]) => void }) {
  switch (filters.view) {
    case "mine":
      return (
        <EmptyState
          icon={Inbox}
          title="Nothing is assigned to you"
          action={<Button onClick={() => onShow("unassigned")}>See what is unassigned</Button>}
        >
          Conversations that you take, or that a colleague gives you, stand here.
        </EmptyState>
      );
    case "unassigned":
      return (
        <EmptyState icon={CheckCheck} title="Nobody is waiting to be taken">
          New conversations appear here by themselves until somebody takes them.
        </EmptyState>
      );
    case "closing":
      return (
        <EmptyState icon={Timer} title="No window is about to close">
          Whoever waits for an answer stands here, the least time left first.
        </EmptyState>
      );
    case "approvals":
      return (
        <EmptyState icon={CheckCheck} title="Nobody waits for approval">
          Public replies that a second person has to look at stand here until somebody has decided.
        </EmptyState>
      );
    case "all":
      return (
        <EmptyState icon={Inbox} title="No open conversations">
          When somebody writes to one of your channels, it appears here by itself.
        </EmptyState>
      );
    default:
      return filters.view satisfies never;
  }
}
