"use client";

import { Check, CircleX } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { subscriptionFields } from "@/lib/channels/facebook/subscription-fields";
import type { ChannelShape } from "@/lib/channels/shapes";
import { channelState } from "./channel-state";
import { ChannelStateLine, connectAgain } from "./channel-state-line";
import { useChannelChange } from "./use-channel-change";

/** Whether messages arrive, which kinds do, and the way to mend it. */
export function SubscriptionSection({ channel }: { channel: ChannelShape }) {
  const change = useChannelChange(channel.id);
  const state = channelState(channel);

  return (
    <Card aria-labelledby="subscription" className="grid gap-3 p-5 max-sm:p-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id="subscription" className="font-semibold">
            Receiving
          </h2>
          <ChannelStateLine state={state} />
        </div>
        {state.action === "reconnect" ? (
          <ButtonLink variant="primary" href={connectAgain(channel)}>
            Reconnect
          </ButtonLink>
        ) : (
          <Deeds channel={channel} change={change} />
        )}
      </div>
      {change.isError && <Notice tone="error">{errorMessage(change.error)}</Notice>}
      {channel.tokenProblem && channel.tokenState !== "valid" && (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          Facebook’s answer: <code className="break-all font-mono text-xs">{channel.tokenProblem}</code>
          <CopyButton text={channel.tokenProblem} />
        </p>
      )}
      {channel.connected && <Fields channel={channel} />}
    </Card>
  );
}

interface DeedsProps {
  channel: ChannelShape;
  change: ReturnType<typeof useChannelChange>;
}

function Deeds({ channel, change }: DeedsProps) {
  const { action } = channelState(channel);
  const doing = change.isPending ? change.variables.do : null;
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink
        variant={action === "check_up" ? "primary" : "secondary"}
        href={`/settings/channels/${channel.id}/check-up`}
      >
        Check-up
      </ButtonLink>
      {action === "subscribe" && (
        <Button
          variant="primary"
          busy={doing === "subscribe"}
          onClick={() => change.mutate({ do: "subscribe" })}
        >
          <span>{channel.subscribed ? "Subscribe again" : "Subscribe"}</span>
        </Button>
      )}
      {channel.subscribed && (
        <Button busy={doing === "unsubscribe"} onClick={() => change.mutate({ do: "unsubscribe" })}>
          <span>Unsubscribe</span>
        </Button>
      )}
    </div>
  );
}

/** Each webhook field in words, with its technical name for whoever looks it up at Facebook. */
function Fields({ channel }: { channel: ChannelShape }) {
  const needed = subscriptionFields.filter((field) => channel.public || !field.public);
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="font-medium text-sm">What arrives ({channel.subscribedFields.length})</summary>
      <ul className="mt-2 grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {needed.map(({ name, why, permissions, optional }) => {
          const subscribed = channel.subscribedFields.includes(name);
          const refused = channel.refusedFields.find((field) => field.name === name);
          const Icon = subscribed ? Check : CircleX;
          return (
            <li key={name} className="flex items-start gap-2 text-sm">
              <Icon
                aria-hidden="true"
                className={
                  subscribed ? "mt-0.5 size-3.5 shrink-0 text-good" : "mt-0.5 size-3.5 shrink-0 text-bad"
                }
              />
              <span className="min-w-0">
                <span className="sr-only">{subscribed ? "Arrives: " : "Doesn’t arrive: "}</span>
                {why}
                {optional && <span className="text-faint"> (optional)</span>}
                <code className="block break-all font-mono text-faint text-xs">{name}</code>
                {!subscribed && (
                  <span className="block text-muted text-xs">
                    {refused?.words ?? `Needs ${permissions.join(" and ")}`}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
