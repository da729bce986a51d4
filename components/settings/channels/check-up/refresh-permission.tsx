"use client";

import { ExternalLink } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button, buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import type { ChannelShape } from "@/lib/channels/shapes";
import { RefusalNotice } from "../connect/refusal-notice";
import type { Refresh } from "./use-refresh";

/** Where the walk through Facebook's dialog stands; nothing while nobody walks. */
export function RefreshPermission({ refresh, channel }: { refresh: Refresh; channel: ChannelShape }) {
  const { facebook, renew, possible } = refresh;
  const again = () => {
    renew.reset();
    facebook.begin(true);
  };
  if (!possible)
    return (
      <Notice title="This Page speaks through an app that was brought along">
        Its access is renewed with a new Page token from that app, given to POST /api/channels.
      </Notice>
    );
  if (renew.isError)
    return (
      <Notice
        tone="error"
        title="The permission wasn’t renewed"
        action={
          <Button variant="primary" onClick={again}>
            Ask again
          </Button>
        }
      >
        {errorMessage(renew.error)}
      </Notice>
    );
  if (renew.isPending)
    return (
      <Notice>
        <span className="flex items-center gap-2">
          <Spinner /> Renewing the access to {channel.name}…
        </span>
      </Notice>
    );
  if (facebook.waiting) return <Waiting refresh={refresh} channel={channel} />;
  if (facebook.login?.refusal)
    return (
      <RefusalNotice
        refusal={facebook.login.refusal}
        redirectUrl=""
        onAskAgain={again}
        onAskLess={channel.public ? () => facebook.begin(true, false) : undefined}
      />
    );
  if (facebook.error) return <Notice tone="error">{errorMessage(facebook.error)}</Notice>;
  return null;
}

function Waiting({ refresh: { facebook }, channel }: { refresh: Refresh; channel: ChannelShape }) {
  const { blocked, dialogUrl, openAgain, forget } = facebook;
  if (blocked && dialogUrl)
    return (
      <Notice
        tone="warning"
        title="Your browser blocked the Facebook window"
        action={
          <a href={dialogUrl} className={buttonClass({ variant: "primary" })}>
            Continue to Facebook
          </a>
        }
      >
        Continue in this window instead. Facebook brings you back to this page.
      </Notice>
    );
  return (
    <Notice
      title="Continue in the Facebook window"
      action={
        <span className="flex flex-wrap gap-2">
          <Button onClick={openAgain}>
            <ExternalLink aria-hidden="true" className="size-3.5" />
            <span>Open it again</span>
          </Button>
          <Button variant="ghost" onClick={forget}>
            Cancel
          </Button>
        </span>
      }
    >
      Log in with an account that manages {channel.name} and leave the Page ticked. This page goes on by
      itself.
    </Notice>
  );
}
