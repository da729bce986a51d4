"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Check, ExternalLink } from "lucide-react";
import { api, errorMessage } from "@/components/api";
import { conversationQuery } from "@/components/inbox/queries";
import { Button, buttonClass } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { ClockTime } from "@/components/ui/time";
import type { TrialShape } from "@/lib/channels/health/trials/shapes";
import type { ChannelShape } from "@/lib/channels/shapes";
import { trialQuery } from "./queries";

/** A message that an admin sends to the Page and watches on its way here. It can be left and looked at again. */
export function TestMessage({ channel }: { channel: ChannelShape }) {
  const cache = useQueryClient();
  const { data: trial } = useQuery(trialQuery(channel.id));
  const { queryKey } = trialQuery(channel.id);
  const path = `/api/channels/${channel.id}/trial`;
  const begin = useMutation({
    mutationFn: () => api<{ trial: TrialShape }>("POST", path),
    onSuccess: (begun) => cache.setQueryData(queryKey, begun.trial),
  });
  const end = useMutation({
    mutationFn: () => api<undefined>("DELETE", path),
    onSuccess: () => cache.setQueryData(queryKey, null),
  });

  return (
    <Card aria-labelledby="test-message" className="grid gap-4 p-5 max-sm:p-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="test-message" className="font-semibold">
            Test message
          </h2>
          <p className="text-muted">
            Write to the Page as a customer would, and watch the message arrive step by step.
          </p>
        </div>
        {trial ? (
          <span className="flex gap-2">
            {trial.storedAt && (
              <Button busy={begin.isPending} onClick={() => begin.mutate()}>
                <span>Send another</span>
              </Button>
            )}
            <Button variant="ghost" disabled={end.isPending} onClick={() => end.mutate()}>
              {trial.storedAt ? "Done" : "Stop"}
            </Button>
          </span>
        ) : (
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            <span>Start</span>
          </Button>
        )}
      </div>
      {(begin.error || end.error) && <Notice tone="error">{errorMessage(begin.error ?? end.error)}</Notice>}
      {trial && <Watched trial={trial} />}
    </Card>
  );
}

function Watched({ trial }: { trial: TrialShape }) {
  const { data: conversation } = useQuery({
    ...conversationQuery(trial.conversationId ?? ""),
    enabled: trial.conversationId !== null,
  });
  const { code, way, startedAt, receivedAt, storedAt, conversationId, hint } = trial;
  return (
    <>
      {!storedAt && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-sunken px-3 py-2.5">
          <p className="min-w-0 flex-1 basis-48">
            Send this to the Page:{" "}
            <code className="font-mono font-semibold text-lg tracking-wide">{code}</code>
          </p>
          <CopyButton text={code} label="Copy the code" />
          <a
            href={way.href}
            target="_blank"
            rel="noreferrer"
            className={buttonClass({ variant: "primary", size: "small" })}
          >
            <ExternalLink aria-hidden="true" className="size-3.5" />
            {way.words}
            <span className="sr-only">, in a new tab</span>
          </a>
        </div>
      )}
      <ol className="grid gap-2" aria-label="On its way" aria-live="polite">
        <Step at={startedAt} done words="Waiting for it" />
        <Step at={receivedAt} done={receivedAt !== null} next words="Received from Facebook" />
        <Step
          at={storedAt}
          done={storedAt !== null}
          next={receivedAt !== null}
          words="Stored in a conversation"
        />
        <Step
          at={storedAt}
          done={conversation !== undefined}
          next={storedAt !== null}
          words={conversation ? `Shown: from ${conversation.contact.name}` : "Shown to agents"}
        />
      </ol>
      {hint && (
        <Notice tone="warning" title="It is taking longer than it should">
          {hint}
        </Notice>
      )}
      {conversation && conversationId && (
        <Notice
          tone="good"
          title="The message arrived"
          action={
            <ButtonLink href={`/inbox?view=all&conversation=${conversationId}`}>
              Open the conversation
            </ButtonLink>
          }
        >
          The whole way from Facebook to your agents works.
        </Notice>
      )}
    </>
  );
}

interface StepProps {
  at: string | null;
  done: boolean;
  /** It is what is waited for now. */
  next?: boolean;
  words: string;
}

function Step({ at, done, next = false, words }: StepProps) {
  return (
    <li className={clsx("flex items-center gap-2.5", done ? "text-ink" : "text-muted")}>
      <span
        aria-hidden="true"
        className={clsx(
          "grid size-5 shrink-0 place-items-center rounded-full",
          done ? "bg-good-soft text-good" : "border border-line-strong",
        )}
      >
        {done && <Check className="size-3" />}
        {!done && next && <Spinner className="scale-75" />}
      </span>
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {words}
        {done && <span className="sr-only">, done</span>}
      </span>
      {done && at && <ClockTime at={at} className="text-muted text-sm tabular" />}
    </li>
  );
}
