"use client";

import { Globe, Settings2 } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Chip } from "@/components/ui/chip";
import type { ChannelShape } from "@/lib/channels/shapes";
import { ChannelPicture } from "./channel-icon";
import { channelState } from "./channel-state";
import { ChannelStateLine, connectAgain } from "./channel-state-line";
import { PublicSwitch, usePublicSwitch } from "./public-switch";
import { useChannelChange } from "./use-channel-change";

export function ChannelRow({ channel, mayChange }: { channel: ChannelShape; mayChange: boolean }) {
  const change = useChannelChange(channel.id);
  const publicSwitch = usePublicSwitch(channel);
  const error = change.error ?? publicSwitch.error;
  const state = channelState(channel);

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <ChannelPicture kind={channel.kind}>
        <Avatar name={channel.name} pictureUrl={channel.pictureUrl} seed={channel.id} size={36} />
      </ChannelPicture>
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium" dir="auto" title={channel.name}>
          {channel.name}
        </p>
        <ChannelStateLine state={state} />
        {error && (
          <p role="alert" className="mt-1 text-bad text-sm">
            {errorMessage(error)}
          </p>
        )}
      </div>
      {!mayChange && channel.connected && channel.public && <Chip icon={Globe}>Public</Chip>}
      {mayChange && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {channel.connected && <PublicSwitch channel={channel} control={publicSwitch} />}
          <span className="flex justify-end sm:min-w-32">
            <MainAction channel={channel} change={change} />
          </span>
          <ButtonLink
            variant="ghost"
            size="icon"
            href={`/settings/channels/${channel.id}`}
            aria-label={`Settings of ${channel.name}`}
            title="Settings"
          >
            <Settings2 aria-hidden="true" className="size-4" />
          </ButtonLink>
        </div>
      )}
    </li>
  );
}

interface PartProps {
  channel: ChannelShape;
  change: ReturnType<typeof useChannelChange>;
}

function MainAction({ channel, change }: PartProps) {
  const { action } = channelState(channel);
  const busy = change.isPending && change.variables.do !== "change";
  const named = <span className="sr-only"> {channel.name}</span>;
  if (action === "reconnect")
    return (
      <ButtonLink size="small" variant="primary" href={connectAgain(channel)}>
        Reconnect{named}
      </ButtonLink>
    );
  if (action === "check_up")
    return (
      <ButtonLink size="small" variant="primary" href={`/settings/channels/${channel.id}/check-up`}>
        Check-up{named}
      </ButtonLink>
    );
  if (action === "subscribe")
    return (
      <Button size="small" variant="primary" busy={busy} onClick={() => change.mutate({ do: "subscribe" })}>
        <span>
          {channel.subscribed ? "Subscribe again" : "Subscribe"}
          {named}
        </span>
      </Button>
    );
  return (
    <Button size="small" busy={busy} onClick={() => change.mutate({ do: "unsubscribe" })}>
      <span>Unsubscribe{named}</span>
    </Button>
  );
}
