import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { usersQuery } from "@/components/settings/users/queries";
import { UsersPage } from "@/components/settings/users/users-page";
import { pageAgent } from "@/lib/auth/page-agent";
import { listUsers } from "@/lib/people/list-users";

export const metadata: Metadata = { title: "Users" };

export default async function UserSettingsPage() {
  const agent = await pageAgent();
  if (agent.role !== "admin")
    return <AdminsOnly>Ask an admin of your workspace to add or change users.</AdminsOnly>;

  const cache = new QueryClient();
  cache.setQueryData(usersQuery().queryKey, await listUsers(agent));
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <UsersPage />
    </HydrationBoundary>
  );
}
