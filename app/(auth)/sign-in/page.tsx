import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { findCurrentAgent } from "@/lib/auth/current-agent";
import { safeReturn } from "@/lib/auth/safe-return";
import { hasUsers } from "@/lib/people/has-users";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const from = safeReturn((await searchParams).from);
  if (await findCurrentAgent()) redirect(from as Route);
  if (!(await hasUsers())) redirect("/setup");

  return (
    <AuthCard title="Sign in">
      <SignInForm from={from} />
    </AuthCard>
  );
}
