import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { DeliveriesPage } from "@/components/settings/deliveries/deliveries-page";
import { pageAgent } from "@/lib/auth/page-agent";
import { deliveryFilterSchema } from "@/lib/deliveries/delivery-filter";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Deliveries" };

export default async function Page({ searchParams }: PageProps<"/settings/deliveries">) {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly>Ask an admin of your workspace about it.</AdminsOnly>;

  const given = deliveryFilterSchema.safeParse(await searchParams);
  return <DeliveriesPage given={given.success ? given.data : {}} keptForDays={env.DELIVERY_RETENTION_DAYS} />;
}
