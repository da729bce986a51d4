"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { errorMessage } from "@/components/api";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { LineAction } from "@/lib/channels/health/shapes";
import type { ChannelShape } from "@/lib/channels/shapes";
import { ChannelPicture } from "../channel-icon";
import { channelQuery } from "../queries";
import { CheckLines } from "./check-lines";
import { CheckSummary } from "./check-summary";
import { RefreshPermission } from "./refresh-permission";
import { TestMessage } from "./test-message";
import { useCheckUp } from "./use-check-up";
import { useRefresh, wasDeclined } from "./use-refresh";

interface CheckUpProps {
  channelId: string;
  /** A walk through Facebook's dialog to come back to. */
  openLoginId: string | null;
}

/** Everything that a channel hangs on, line by line, with what mends it. */
export function CheckUp({ channelId, openLoginId }: CheckUpProps) {
  const { data: channel } = useQuery(channelQuery(channelId));
  const { check, error, deed } = useCheckUp(channelId);
  const [asking, setAsking] = useState(false);
  const refresh = useRefresh(channelId, openLoginId, () => deed.mutate("ask_again"));
  if (!channel) return <Skeleton className="h-96" />;

  const running = deed.isPending;
  const lines = check?.lines ?? [];
  function act(action: LineAction) {
    if (action === "refresh_permission") refresh.begin(wasDeclined(lines));
    else if (action === "take_back") setAsking(true);
    else deed.mutate(action);
  }

  return (
    <>
      <Header channel={channel} />
      <div className="grid grid-cols-1 gap-6">
        <Card aria-label="Result" className="flex flex-wrap items-center gap-3 p-5 max-sm:p-4">
          <CheckSummary check={check} running={running} />
          <div className="flex flex-wrap gap-2">
            <Button
              onClick={() => refresh.begin(wasDeclined(lines))}
              disabled={!refresh.possible || refresh.under}
            >
              Refresh permission
            </Button>
            <Button variant="primary" busy={running} onClick={() => deed.mutate("ask_again")}>
              <span>{check?.checkedAt ? "Run again" : "Run check-up"}</span>
            </Button>
          </div>
          {error && (
            <Notice tone="error" className="w-full">
              {errorMessage(error)}
            </Notice>
          )}
        </Card>
        <RefreshPermission refresh={refresh} channel={channel} />
        {lines.length > 0 && (
          <CheckLines
            lines={lines}
            running={running}
            doing={running ? deed.variables : null}
            onAction={act}
          />
        )}
        <TestMessage channel={channel} />
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Deliver here again?"
        confirm="Deliver here again"
        busy={running && deed.variables === "take_back"}
        onConfirm={() => deed.mutate("take_back", { onSettled: () => setAsking(false) })}
      >
        From then on Facebook delivers the messages of every Page of this app to this installation. Another
        installation that uses the same app receives nothing any more.
      </ConfirmDialog>
    </>
  );
}

function Header({ channel }: { channel: ChannelShape }) {
  return (
    <>
      <ButtonLink
        href={`/settings/channels/${channel.id}`}
        variant="ghost"
        size="small"
        className="-ms-2 mb-2"
      >
        <ArrowLeft aria-hidden="true" className="size-3.5 rtl:rotate-180" />
        <span className="max-w-60 truncate">{channel.name}</span>
      </ButtonLink>
      <header className="mb-6 flex items-center gap-3.5">
        <ChannelPicture kind={channel.kind}>
          <Avatar name={channel.name} pictureUrl={channel.pictureUrl} seed={channel.id} size={44} />
        </ChannelPicture>
        <div className="min-w-0">
          <h1 className="font-semibold text-xl tracking-tight">Check-up</h1>
          <p dir="auto" className="break-words text-muted">
            {channel.name}
          </p>
        </div>
      </header>
    </>
  );
}
