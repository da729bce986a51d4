import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { SetAsideList } from "@/components/settings/set-aside/set-aside-list";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";
import { listSetAside } from "@/lib/deliveries/list-set-aside";

export const metadata: Metadata = { title: "Set aside" };

export default async function SetAsidePage() {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly>Ask an admin of your workspace about it.</AdminsOnly>;

  return (
    <>
      <PageHeader title="Set aside">
        What the platforms delivered and no conversation can show. Nothing is thrown away: each stands here as
        it came.
      </PageHeader>
      <SetAsideList first={await listSetAside(agent)} />
    </>
  );
}
