"use client";

import { Globe, KeyRound, LayoutList, UserCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { type FacebookPermission, facebookPermissions } from "@/lib/channels/facebook/permissions";
import { SwitchField } from "../switch-field";
import { StepHeading } from "./steps";

interface PrepareStepProps {
  appId: string | null;
  redirectUrl: string;
  /** Ask for posts and comments too. */
  isPublic: boolean;
  onPublic: (wanted: boolean) => void;
  onReady: () => void;
}

/** What one needs at hand, before Facebook asks. */
export function PrepareStep({ appId, redirectUrl, isPublic, onPublic, onReady }: PrepareStepProps) {
  return (
    <Card className="p-5 max-sm:p-4">
      <StepHeading quiet>What you need</StepHeading>
      {appId === null && <NoApp />}
      <ul className="mt-4 grid gap-4">
        <Need icon={UserCheck} title="A Facebook account that manages your Pages">
          For each Page it needs the access “Messages” and “Community activity”, or full control.
        </Need>
        <Need icon={LayoutList} title="Two minutes in Facebook’s window">
          Facebook asks which Pages you share and what Pagedesk may do. Leave everything switched on; you
          choose among the Pages afterwards.
        </Need>
        <Need icon={KeyRound} title="These permissions">
          <Permissions isPublic={false} />
        </Need>
        <Need icon={Globe} title="For posts and comments">
          <div className="mt-1 grid gap-2">
            <SwitchField
              label="Ask for posts and comments too"
              hint="What people say under your posts arrives beside their messages. Your Facebook app must be reviewed for it: Facebook may refuse everything where one permission can’t be given."
              checked={isPublic}
              onChange={onPublic}
            />
            {isPublic && <Permissions isPublic />}
          </div>
        </Need>
      </ul>
      {appId !== null && <ForOperators appId={appId} redirectUrl={redirectUrl} />}
      <div className="mt-5 flex justify-end gap-2">
        <ButtonLink href="/settings/channels">Cancel</ButtonLink>
        <Button variant="primary" disabled={appId === null} onClick={onReady}>
          Continue
        </Button>
      </div>
    </Card>
  );
}

function Permissions({ isPublic }: { isPublic: boolean }) {
  const shown: readonly FacebookPermission[] = facebookPermissions;
  return (
    <dl className="mt-2 grid gap-2">
      {shown
        .filter((permission) => permission.public === isPublic)
        .map(({ name, why, required }) => (
          <div key={name}>
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <code className="break-all font-mono text-ink text-xs">{name}</code>
              {!required && <span className="text-faint text-xs">optional</span>}
            </dt>
            <dd className="text-sm">{why}</dd>
          </div>
        ))}
    </dl>
  );
}

function NoApp() {
  return (
    <Notice
      tone="warning"
      className="mt-4"
      title="This installation has no Facebook app yet"
      action={<ButtonLink href="/settings/configuration">Check the configuration</ButtonLink>}
    >
      Set FACEBOOK_APP_ID, FACEBOOK_APP_SECRET and FACEBOOK_VERIFY_TOKEN, then restart Pagedesk.
    </Notice>
  );
}

function Need({
  icon: Icon,
  title,
  children,
}: {
  icon: typeof KeyRound;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <li className="flex gap-3">
      <Icon aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <div className="text-muted">{children}</div>
      </div>
    </li>
  );
}

function ForOperators({ appId, redirectUrl }: { appId: string; redirectUrl: string }) {
  return (
    <details className="mt-5 rounded-md border px-3 py-2">
      <summary className="font-medium text-sm">For whoever runs this installation</summary>
      <p className="mt-2 text-muted text-sm">
        The Facebook app {appId} must list this address under Valid OAuth Redirect URIs, letter by letter:
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 break-all font-mono text-xs">{redirectUrl}</code>
        <CopyButton text={redirectUrl} />
      </p>
    </details>
  );
}
