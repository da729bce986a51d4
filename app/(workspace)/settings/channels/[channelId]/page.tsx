import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminsOnly } from "@/components/settings/channels/admins-only";
import { ChannelSettings } from "@/components/settings/channels/channel-settings";
import { channelQuery } from "@/components/settings/channels/queries";
import { pageAgent } from "@/lib/auth/page-agent";
import { channelIdOf } from "@/lib/channels/channel-id";
import { findChannel } from "@/lib/channels/find-channel";
import { presentChannel } from "@/lib/channels/present-channel";
import { isAppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Channel settings" };

export default async function ChannelPage({ params }: PageProps<"/settings/channels/[channelId]">) {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly title="Channel settings" />;

  const channel = await channelOrNotFound(await params);
  const cache = new QueryClient();
  cache.setQueryData(channelQuery(channel.id).queryKey, channel);
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <ChannelSettings channelId={channel.id} />
    </HydrationBoundary>
  );
}

async function channelOrNotFound(params: { channelId: string }) {
  try {
    return presentChannel(await findChannel(channelIdOf(params)));
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
