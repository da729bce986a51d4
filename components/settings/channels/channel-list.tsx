"use client";

import { useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { ChannelRow } from "./channel-row";
import { channelsQuery } from "./queries";

/** The connected Pages, each with where it stands and the one thing to do about it. */
export function ChannelList({ mayChange }: { mayChange: boolean }) {
  const { data: channels = [], isError, error, refetch } = useQuery(channelsQuery());

  if (isError && channels.length === 0)
    return (
      <Notice tone="error" action={<Button onClick={() => refetch()}>Try again</Button>}>
        {errorMessage(error)}
      </Notice>
    );
  return (
    <Card aria-label="Connected channels">
      {channels.length === 0 ? (
        <NoChannels mayChange={mayChange} />
      ) : (
        <ul className="divide-y">
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} mayChange={mayChange} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NoChannels({ mayChange }: { mayChange: boolean }) {
  return (
    <EmptyState
      icon={MessagesSquare}
      title="No Page is connected yet"
      action={
        mayChange && (
          <ButtonLink variant="primary" href="/settings/channels/connect">
            Connect a Page
          </ButtonLink>
        )
      }
    >
      {mayChange
        ? "Each Page that you connect stands here. From then on, what people write to it arrives in the inbox."
        : "Each connected Page stands here. An admin can connect one."}
    </EmptyState>
  );
}
