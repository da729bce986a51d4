import { redirect } from "next/navigation";
import { pageAgent } from "@/lib/auth/page-agent";

export default async function SettingsPage() {
  const agent = await pageAgent();
  redirect(agent.role === "admin" ? "/settings/channels" : "/settings/account");
}
