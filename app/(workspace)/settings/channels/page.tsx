import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ChannelList } from "@/components/settings/channels/channel-list";
import { channelsQuery } from "@/components/settings/channels/queries";
import { Sources } from "@/components/settings/channels/sources";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";
import { listChannels } from "@/lib/channels/list-channels";

export const metadata: Metadata = { title: "Channels" };

export default async function ChannelsPage() {
  const agent = await pageAgent();
  const cache = new QueryClient();
  cache.setQueryData(channelsQuery().queryKey, await listChannels());
  const mayChange = agent.role === "admin";

  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <PageHeader title="Channels">
        Where messages come from. Each connected Page is a channel with settings of its own.
      </PageHeader>
      <div className="grid grid-cols-1 gap-7">
        {mayChange && (
          <section aria-labelledby="sources">
            <h2 id="sources" className="mb-2.5 font-semibold">
              Sources
            </h2>
            <Sources />
          </section>
        )}
        <section aria-labelledby="connected">
          <h2 id="connected" className="mb-2.5 font-semibold">
            Connected Pages
          </h2>
          <ChannelList mayChange={mayChange} />
        </section>
      </div>
    </HydrationBoundary>
  );
}
