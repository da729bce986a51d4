"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { api, errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { exactTime } from "@/components/ui/format-time";
import { RelativeTime, useTimeStyle } from "@/components/ui/time";
import { showToast } from "@/components/ui/toast";
import type { ParkedLane } from "@/lib/conversations/receiving/list-parked-lanes";
import { elementWords } from "@/lib/deliveries/element-words";

/** What one contact did that waits: why, since when, and what an admin can do. */
export function ParkedLaneRow({ lane }: { lane: ParkedLane }) {
  const { contact, channel, events, first, problem, parkedAt } = lane;
  const [asking, setAsking] = useState(false);
  const { retry, setAside } = useLaneVerbs(lane);
  const name = contact.name ?? `Person ${contact.externalId}`;
  const raw = JSON.stringify(first.element, null, 2);

  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <bdi className="font-medium">{name}</bdi>
        {channel && <span className="text-muted">{channel.name}</span>}
        <span className="text-muted">{events === 1 ? "1 event waits" : `${events} events wait`}</span>
        <span className="ms-auto text-faint">
          since <RelativeTime at={parkedAt} />
        </span>
      </div>
      <p className="break-words">
        {elementWords[first.type] ?? first.type} could not be applied: {problem ?? "the reason is not known"}
      </p>
      <NextTry lane={lane} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" busy={retry.isPending} onClick={() => retry.mutate()}>
          <RotateCw aria-hidden="true" className="size-3.5" />
          Retry now
        </Button>
        <Button size="small" onClick={() => setAsking(true)}>
          Set the event aside
        </Button>
      </div>
      <details>
        <summary className="cursor-pointer text-muted">What the platform sent</summary>
        <pre className="mt-2 whitespace-pre-wrap break-words rounded-md bg-sunken p-3 text-xs">{raw}</pre>
      </details>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Set this event aside?"
        confirm="Set aside"
        busy={setAside.isPending}
        onConfirm={() => setAside.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        It goes to Set aside as it came and is left out of the conversation.
        {events > 1 && ` What follows it (${events - 1}) is applied at once, in order.`}
      </ConfirmDialog>
    </li>
  );
}

function NextTry({ lane: { attempts, nextTryAt } }: { lane: ParkedLane }) {
  const style = useTimeStyle();
  const tried = attempts === 0 ? "Not tried again yet." : `Tried again ${attempts} times.`;
  const next = nextTryAt
    ? ` Next try: ${exactTime(nextTryAt, style)}.`
    : " It isn't tried again by itself any more.";
  return (
    <p className="text-muted">
      {tried}
      {next}
    </p>
  );
}

function useLaneVerbs({ lane }: ParkedLane) {
  const cache = useQueryClient();
  const settled = {
    onError: (error: Error) => showToast(errorMessage(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: ["parked-lanes"] }),
  };
  const retry = useMutation({
    mutationFn: () => api<{ problem: string | null }>("POST", "/api/parked-lanes/tries", { lane }),
    onSuccess: ({ problem }) =>
      showToast(problem ? `It failed again: ${problem}` : "Everything was applied. Nothing waits any more."),
    ...settled,
  });
  const setAside = useMutation({
    mutationFn: () => api("DELETE", "/api/parked-lanes/first-events", { lane }),
    onSuccess: () => showToast("Set aside. What follows is applied now."),
    ...settled,
  });
  return { retry, setAside };
}
