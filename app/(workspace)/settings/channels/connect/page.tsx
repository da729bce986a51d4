import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/channels/admins-only";
import { ConnectWizard } from "@/components/settings/channels/connect/connect-wizard";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";
import { installationApp } from "@/lib/channels/channel-credentials";
import { loginRedirectUrl } from "@/lib/channels/facebook/login-dialog";
import { findCurrentLogin } from "@/lib/channels/logins/find-login";

export const metadata: Metadata = { title: "Connect Facebook Pages" };

/** Where somebody left they go on: `?login=` is the way back from the dialog, else the newest one that is open. */
export default async function ConnectPage({ searchParams }: PageProps<"/settings/channels/connect">) {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly title="Connect Facebook Pages" />;

  const { login, page } = await searchParams;
  const open = typeof login === "string" ? login : (await findCurrentLogin(agent))?.id;
  return (
    <>
      <PageHeader title="Connect Facebook Pages">
        You can leave at any step and go on later. Pages that are connected already stay connected.
      </PageHeader>
      <ConnectWizard
        appId={installationApp()?.appId ?? null}
        redirectUrl={loginRedirectUrl()}
        openLoginId={open ?? null}
        wishedPageId={typeof page === "string" ? page : null}
      />
    </>
  );
}
