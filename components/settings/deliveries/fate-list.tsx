"use client";

import type { Route } from "next";
import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { elementWords, fateWords } from "@/lib/deliveries/element-words";
import { setAsideWords } from "@/lib/deliveries/set-aside-words";
import type { Fate } from "@/lib/deliveries/shapes";

const SHOWN_AT_FIRST = 50;

/** What became of each element, with a way to its conversation. */
export function FateList({ fates }: { fates: Fate[] }) {
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  if (fates.length === 0) return <p className="text-muted">Nothing is in it.</p>;

  return (
    <Card aria-label="What became of it">
      <ul className="divide-y">
        {fates.slice(0, shown).map((fate, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the delivery is what names an element.
          <FateRow key={index} fate={fate} />
        ))}
      </ul>
      {fates.length > shown && (
        <div className="border-t p-3">
          <Button onClick={() => setShown(shown + 200)}>Show more of {fates.length}</Button>
        </div>
      )}
    </Card>
  );
}

function FateRow({ fate: { type, channelName, at, fate, text, conversationId, reason } }: { fate: Fate }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
      <Chip tone={tones[fate]}>{fateWords[fate]}</Chip>
      <span className="min-w-0 flex-1 basis-48">
        <span className="font-medium">{elementWords[type] ?? type}</span>
        {channelName && <span className="text-muted"> · {channelName}</span>}
        {text && (
          <bdi dir="auto" className="block break-words text-muted">
            {text}
          </bdi>
        )}
        {reason && <span className="block break-words text-muted">{setAsideWords[reason] ?? reason}</span>}
      </span>
      {conversationId && (
        <AppLink
          href={`/inbox?view=all&conversation=${conversationId}` as Route}
          className="text-accent-ink underline-offset-2 hover:underline"
        >
          Open the conversation
        </AppLink>
      )}
      {at && <RelativeTime at={at} className="text-faint" />}
    </li>
  );
}

const tones: Record<Fate["fate"], Tone> = {
  waiting: "warn",
  shown: "good",
  applied: "good",
  missing: "bad",
  parked: "warn",
  set_aside: "neutral",
};
