import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SetupForm } from "@/components/auth/setup-form";
import { hasUsers } from "@/lib/people/has-users";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  if (await hasUsers()) redirect("/sign-in");

  return (
    <AuthCard
      title="Set up your workspace"
      lead="You will be its first admin. Next you connect your Pages and invite your colleagues."
    >
      <SetupForm />
    </AuthCard>
  );
}
