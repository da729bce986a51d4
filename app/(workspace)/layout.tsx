import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { OutboxKeeper } from "@/components/conversation/outbox/outbox-keeper";
import { countersQuery } from "@/components/inbox/queries";
import { SocketProvider } from "@/components/realtime/socket-provider";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { MeProvider } from "@/components/shell/me";
import { Rail } from "@/components/shell/rail";
import { pageAgent } from "@/lib/auth/page-agent";
import { findCounters } from "@/lib/conversations/counters";

/** Everything that only a signed-in person may see: the rail, the live connection, and one screen beside them. */
export default async function WorkspaceLayout({ children }: LayoutProps<"/">) {
  const agent = await pageAgent();
  const cache = new QueryClient();
  cache.setQueryData(countersQuery().queryKey, await findCounters(agent));

  return (
    <MeProvider me={agent}>
      <SocketProvider>
        <OutboxKeeper />
        <a
          href="#content"
          className="-translate-y-20 fixed start-2 top-2 z-50 rounded-md bg-ink px-3 py-2 text-bg focus:translate-y-0"
        >
          Skip to content
        </a>
        <div className="group/shell grid h-dvh grid-cols-[3.5rem_minmax(0,1fr)] max-md:grid-cols-1 max-md:grid-rows-[minmax(0,1fr)_auto]">
          <HydrationBoundary state={dehydrate(cache)}>
            <Rail />
          </HydrationBoundary>
          <div className="flex min-h-0 min-w-0 flex-col max-md:order-first">
            <ConnectionBanner />
            <div id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
              {children}
            </div>
          </div>
        </div>
      </SocketProvider>
    </MeProvider>
  );
}
