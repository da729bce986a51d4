import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { InvitationForm } from "@/components/auth/invitation-form";
import { ButtonLink } from "@/components/ui/button-link";
import { isAppError } from "@/lib/errors";
import { findInvitation } from "@/lib/people/find-invitation";
import type { Invitation } from "@/lib/people/shapes";

/** The address itself is the secret: it must not leave with a click. */
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

export default async function InvitationPage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const invitation = await openInvitation(token);
  if (typeof invitation === "string") return <ClosedInvitation why={invitation} />;

  return (
    <AuthCard title={`Welcome, ${invitation.name}`} lead="Choose a password, and you are in.">
      <InvitationForm token={token} invitation={invitation} />
    </AuthCard>
  );
}

function ClosedInvitation({ why }: { why: string }) {
  return (
    <AuthCard title="This link can't be used" lead={why}>
      <ButtonLink href="/sign-in">Go to sign-in</ButtonLink>
    </AuthCard>
  );
}

/** The invitation, or in words why there is none. */
async function openInvitation(token: string): Promise<Invitation | string> {
  try {
    return await findInvitation(token);
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}
