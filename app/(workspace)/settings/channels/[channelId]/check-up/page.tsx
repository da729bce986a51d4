import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminsOnly } from "@/components/settings/channels/admins-only";
import { CheckUp } from "@/components/settings/channels/check-up/check-up";
import { checkQuery, trialQuery } from "@/components/settings/channels/check-up/queries";
import { channelQuery } from "@/components/settings/channels/queries";
import { pageAgent } from "@/lib/auth/page-agent";
import { channelIdOf } from "@/lib/channels/channel-id";
import { findChannel } from "@/lib/channels/find-channel";
import { findCheck } from "@/lib/channels/health/find-check";
import { watchTrial } from "@/lib/channels/health/trials/watch-trial";
import { presentChannel } from "@/lib/channels/present-channel";
import { isAppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Check-up of a channel" };

/** `?login=` is the way back from Facebook's dialog where it could not open in a window of its own. */
export default async function CheckUpPage({
  params,
  searchParams,
}: PageProps<"/settings/channels/[channelId]/check-up">) {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly title="Check-up" />;

  const channel = await channelOrNotFound(await params);
  const { login } = await searchParams;
  const cache = new QueryClient();
  cache.setQueryData(channelQuery(channel.id).queryKey, channel);
  cache.setQueryData(checkQuery(channel.id).queryKey, await findCheck(agent, channel.id));
  cache.setQueryData(trialQuery(channel.id).queryKey, await watchTrial(agent, channel.id));
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <CheckUp channelId={channel.id} openLoginId={typeof login === "string" ? login : null} />
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
