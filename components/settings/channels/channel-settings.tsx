"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ChannelForm } from "./channel-form";
import { ChannelPicture } from "./channel-icon";
import { DisconnectSection } from "./disconnect-section";
import { HistorySection } from "./history/history-section";
import { PublicSection } from "./public-section";
import { channelQuery } from "./queries";
import { SubscriptionSection } from "./subscription-section";

/** One channel: what it receives, how it behaves, and how it is let go. */
export function ChannelSettings({ channelId }: { channelId: string }) {
  const { data: channel, error } = useQuery(channelQuery(channelId));
  if (!channel)
    return error ? <Notice tone="error">{errorMessage(error)}</Notice> : <Skeleton className="h-96" />;

  return (
    <>
      <ButtonLink href="/settings/channels" variant="ghost" size="small" className="-ms-2 mb-2">
        <ArrowLeft aria-hidden="true" className="size-3.5 rtl:rotate-180" />
        Channels
      </ButtonLink>
      <header className="mb-6 flex items-center gap-3.5">
        <ChannelPicture kind={channel.kind}>
          <Avatar name={channel.name} pictureUrl={channel.pictureUrl} seed={channel.id} size={44} />
        </ChannelPicture>
        <div className="min-w-0">
          <h1 dir="auto" className="break-words font-semibold text-xl tracking-tight">
            {channel.name}
          </h1>
          <p className="text-muted text-sm">Facebook Page {channel.externalId}</p>
        </div>
      </header>
      <div className="grid grid-cols-1 gap-6">
        <SubscriptionSection channel={channel} />
        {channel.connected && <PublicSection channel={channel} />}
        {channel.connected && <HistorySection channelId={channel.id} />}
        <ChannelForm channel={channel} />
        {channel.connected ? (
          <DisconnectSection channel={channel} />
        ) : (
          <Card className="p-5 text-muted max-sm:p-4">
            This channel is disconnected. Its conversations stay; connect the Page again to bring it back as
            it was.
          </Card>
        )}
      </div>
    </>
  );
}
