import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { DeliveryPage } from "@/components/settings/deliveries/delivery-page";
import { pageAgent } from "@/lib/auth/page-agent";

export const metadata: Metadata = { title: "A delivery" };

export default async function Page({ params }: PageProps<"/settings/deliveries/[deliveryId]">) {
  const agent = await pageAgent();
  if (agent.role !== "admin") return <AdminsOnly>Ask an admin of your workspace about it.</AdminsOnly>;

  const { deliveryId } = await params;
  return <DeliveryPage name={deliveryId} />;
}
