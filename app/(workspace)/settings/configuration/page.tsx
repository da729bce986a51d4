import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { CheckList } from "@/components/settings/configuration/check-list";
import { CheckSummary } from "@/components/settings/configuration/check-summary";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";
import { checkConfiguration } from "@/lib/configuration/check-configuration";
import { startFacts } from "@/lib/configuration/start-facts";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Configuration" };

export default async function ConfigurationPage() {
  const agent = await pageAgent();
  if (agent.role !== "admin")
    return <AdminsOnly>Ask an admin of your workspace about its configuration.</AdminsOnly>;

  const checks = checkConfiguration(env, startFacts());
  return (
    <>
      <PageHeader title="Configuration">
        The settings that Pagedesk was started with. Change them in its environment and start it again.
      </PageHeader>
      <CheckSummary checks={checks} />
      <CheckList checks={checks} />
    </>
  );
}
