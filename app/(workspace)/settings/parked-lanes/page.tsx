import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { ParkedLanesPage } from "@/components/settings/parked-lanes/parked-lanes-page";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";

export const metadata: Metadata = { title: "Parked" };

export default async function Page() {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly>Ask an admin of your workspace about it.</AdminsOnly>;

  return (
    <>
      <PageHeader title="Parked">
        Where something that a contact did can't be applied, all that follows it waits here, in order, and is
        tried again by itself. Other contacts are not held up.
      </PageHeader>
      <ParkedLanesPage />
    </>
  );
}
