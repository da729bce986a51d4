import type { Metadata } from "next";
import { AccountSection } from "@/components/settings/account/account-section";
import { NameForm } from "@/components/settings/account/name-form";
import { PasswordForm } from "@/components/settings/account/password-form";
import { ThemeField } from "@/components/settings/account/theme-field";
import { PageHeader } from "@/components/ui/page-header";
import { pageAgent } from "@/lib/auth/page-agent";
import { findAccount } from "@/lib/people/find-account";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const account = await findAccount(await pageAgent());

  return (
    <>
      <PageHeader title="Account">
        How you are called, how you sign in, and how Pagedesk looks to you.
      </PageHeader>
      <AccountSection title="Name" lead="Your role is for an admin to change.">
        <NameForm account={account} />
      </AccountSection>
      <AccountSection title="Password" lead="Changing it signs you out everywhere else.">
        <PasswordForm email={account.email ?? ""} />
      </AccountSection>
      <AccountSection title="Appearance" lead="For this browser.">
        <ThemeField />
      </AccountSection>
    </>
  );
}
