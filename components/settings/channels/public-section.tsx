"use client";

import { TriangleAlert } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { type PublicGap, publicGaps } from "@/lib/channels/facebook/public-gaps";
import type { ChannelShape } from "@/lib/channels/shapes";
import { RefreshPermission } from "./check-up/refresh-permission";
import { useRefresh } from "./check-up/use-refresh";
import { usePublicSwitch } from "./public-switch";
import { SwitchField } from "./switch-field";
import { useChannelChange } from "./use-channel-change";

/** Whether what is said in public arrives and who looks at the answers; both switches act at once. */
export function PublicSection({ channel }: { channel: ChannelShape }) {
  const control = usePublicSwitch(channel);
  return (
    <Card aria-labelledby="public" className="grid gap-4 p-5 max-sm:p-4">
      <h2 id="public" className="font-semibold">
        Public
      </h2>
      <SwitchField
        label="Posts, comments and mentions"
        hint="What people say on the Page and under its posts arrives in the inbox and can be answered there. Pagedesk subscribes the Page by itself. Switched off, only private messages arrive; what was received stays."
        checked={control.checked}
        busy={control.busy}
        onChange={control.set}
      />
      {control.error && <Notice tone="error">{errorMessage(control.error)}</Notice>}
      {channel.public && !control.busy && <Gaps channel={channel} />}
      {control.checked && <ApprovalSwitch channel={channel} />}
    </Card>
  );
}

function ApprovalSwitch({ channel }: { channel: ChannelShape }) {
  const change = useChannelChange(channel.id);
  const wanted =
    change.isPending && change.variables.do === "change" ? change.variables.changes.publicApproval : null;
  return (
    <>
      <SwitchField
        label="A second person approves public replies"
        hint="What an agent answers in public waits until a colleague has looked at it, who sends it, changes it first, or turns it down. Private messages go out at once as before."
        checked={wanted ?? channel.publicApproval}
        busy={change.isPending}
        onChange={(publicApproval) => change.mutate({ do: "change", changes: { publicApproval } })}
      />
      {change.isError && <Notice tone="error">{errorMessage(change.error)}</Notice>}
    </>
  );
}

/** What Public promises and doesn't work, each with its reason, and the one or two buttons that mend it. */
function Gaps({ channel }: { channel: ChannelShape }) {
  const subscribing = useChannelChange(channel.id);
  const refresh = useRefresh(channel.id, null, () => undefined);
  const gaps = publicGaps(channel);
  if (gaps.length === 0) return null;

  const needs = (remedy: PublicGap["remedy"]) => gaps.some((gap) => gap.remedy === remedy);
  return (
    <div className="grid gap-3">
      <ul aria-label="What doesn’t work in public" className="grid gap-3 rounded-md border px-3 py-2.5">
        {gaps.map((gap) => (
          <Gap key={gap.name} gap={gap} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {needs("refresh_permission") && (
          <Button disabled={!refresh.possible || refresh.under} onClick={() => refresh.begin(true)}>
            Refresh permission
          </Button>
        )}
        {needs("subscribe") && (
          <Button busy={subscribing.isPending} onClick={() => subscribing.mutate({ do: "subscribe" })}>
            <span>{channel.subscribed ? "Subscribe again" : "Subscribe"}</span>
          </Button>
        )}
      </div>
      {subscribing.isError && <Notice tone="error">{errorMessage(subscribing.error)}</Notice>}
      {needs("refresh_permission") && <RefreshPermission refresh={refresh} channel={channel} />}
    </div>
  );
}

function Gap({ gap: { name, what, words, detail } }: { gap: PublicGap }) {
  return (
    <li className="flex items-start gap-2 text-sm">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-medium">
          {what} <code className="break-all font-mono font-normal text-faint text-xs">{name}</code>
        </p>
        <p className="text-pretty text-muted">{words}</p>
        {detail && (
          <details className="mt-1">
            <summary className="text-muted max-sm:min-h-10 max-sm:py-2">Facebook’s answer</summary>
            <p className="mt-1 flex flex-wrap items-center gap-2">
              <code className="min-w-0 break-all font-mono text-xs">{detail}</code>
              <CopyButton text={detail} />
            </p>
          </details>
        )}
      </div>
    </li>
  );
}
