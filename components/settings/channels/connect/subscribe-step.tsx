"use client";

import { CircleAlert } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import type { ChannelShape } from "@/lib/channels/shapes";
import { channelState } from "../channel-state";
import { ChannelStateLine } from "../channel-state-line";
import { useChannelChange } from "../use-channel-change";
import { StepHeading } from "./steps";
import type { Connecting, ConnectingPage } from "./use-connect-pages";

/** Each Page's own outcome, as it comes. */
export function SubscribeStep({ connecting, onDone }: { connecting: Connecting; onDone: () => void }) {
  const { pages, busy } = connecting;
  const settled = pages.filter(({ state }) => state.is === "connected" || state.is === "refused").length;
  const connected = pages.some(({ state }) => state.is === "connected");

  return (
    <Card className="grid gap-4 p-5 max-sm:p-4">
      <StepHeading>{busy ? "Subscribing your Pages" : "Your Pages"}</StepHeading>
      <p className="text-muted" role="status">
        {busy ? `${settled} of ${pages.length} done` : summary(pages)}
      </p>
      <ul className="divide-y rounded-md border">
        {pages.map((one) => (
          <li key={one.page.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
            <Avatar name={one.page.name} pictureUrl={one.page.pictureUrl} seed={one.page.id} size={34} />
            <div className="min-w-0 flex-1 basis-48">
              <p dir="auto" className="break-words font-medium">
                {one.page.name}
              </p>
              <Outcome one={one} />
            </div>
            <NextDeed one={one} connecting={connecting} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        {!busy && !connected && <Button onClick={connecting.forget}>Back to the Pages</Button>}
        <Button variant="primary" disabled={busy || !connected} onClick={onDone}>
          Done
        </Button>
      </div>
    </Card>
  );
}

function summary(pages: ConnectingPage[]) {
  const subscribed = pages.filter(({ state }) => state.is === "connected" && state.channel.subscribed).length;
  if (subscribed === pages.length) return "All of them are subscribed: new messages arrive from now on.";
  return `${subscribed} of ${pages.length} subscribed. What is missing stands beside each Page.`;
}

function Outcome({ one: { state } }: { one: ConnectingPage }) {
  switch (state.is) {
    case "waiting":
      return <p className="text-faint text-sm">Waiting</p>;
    case "connecting":
      return (
        <p className="flex items-center gap-1.5 text-muted text-sm">
          <Spinner className="scale-75" /> Connecting and subscribing
        </p>
      );
    case "refused":
      return (
        <p className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {state.message}
        </p>
      );
    case "connected":
      return <ChannelStateLine state={channelState(state.channel)} />;
    default:
      return state satisfies never;
  }
}

function NextDeed({ one: { page, state }, connecting }: { one: ConnectingPage; connecting: Connecting }) {
  if (state.is === "refused")
    return (
      <Button size="small" onClick={() => connecting.tryAgain(page)}>
        Try again
      </Button>
    );
  if (state.is === "connected" && channelState(state.channel).action === "subscribe")
    return <SubscribeAgain channel={state.channel} onChanged={connecting.replace} />;
  return null;
}

interface SubscribeAgainProps {
  channel: ChannelShape;
  onChanged: (channel: ChannelShape) => void;
}

function SubscribeAgain({ channel, onChanged }: SubscribeAgainProps) {
  const change = useChannelChange(channel.id);
  return (
    <>
      <Button
        size="small"
        busy={change.isPending}
        onClick={() => change.mutate({ do: "subscribe" }, { onSuccess: onChanged })}
      >
        <span>Subscribe</span>
      </Button>
      {change.isError && (
        <p role="alert" className="w-full text-bad text-sm">
          {errorMessage(change.error)}
        </p>
      )}
    </>
  );
}
