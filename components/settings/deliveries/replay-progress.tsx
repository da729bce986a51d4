"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { ReplayShape } from "@/lib/deliveries/shapes";
import { isUnderWay, replaysQuery } from "./queries";
import { useStopReplay } from "./use-replay";

const SHOWN_FOR_MS = 3_600_000;

/** How far the latest replay of a time span is, and for an hour what came of it. */
export function ReplayProgress() {
  const { data: [latest] = [] } = useQuery(replaysQuery());
  const hydrated = useHydrated();
  if (!hydrated || !latest) return null;
  if (isUnderWay(latest)) return <UnderWay replay={latest} />;
  if (Date.now() - Date.parse(latest.finishedAt ?? "") > SHOWN_FOR_MS) return null;

  if (latest.stopped) return <Stopped replay={latest} />;

  const { reopened, problems, finishedAt, requestedBy } = latest;
  const one = reopened === 1;
  return (
    <Notice tone={problems ? "warning" : "good"} className="mb-4">
      {requestedBy} had {one ? "1 delivery" : `${reopened.toLocaleString("en")} deliveries`} opened again.{" "}
      {problems
        ? `${problems} of that time still ${problems === 1 ? "has" : "have"} a problem.`
        : `Everything in ${one ? "it" : "them"} is in its place.`}{" "}
      <RelativeTime at={finishedAt ?? ""} className="text-muted" />
    </Notice>
  );
}

function Stopped({ replay: { reopened, total, finishedAt } }: { replay: ReplayShape }) {
  return (
    <Notice className="mb-4">
      The replay was stopped: {reopened.toLocaleString("en")} of {total.toLocaleString("en")} deliveries were
      opened again, the others stay as they are. <RelativeTime at={finishedAt ?? ""} className="text-muted" />
    </Notice>
  );
}

function UnderWay({ replay: { reopened, total, requestedBy } }: { replay: ReplayShape }) {
  const stop = useStopReplay();
  return (
    <Notice
      className="mb-4"
      action={
        <Button size="small" busy={stop.isPending} onClick={() => stop.mutate()}>
          <span>Stop</span>
        </Button>
      }
    >
      <label className="grid gap-1.5">
        <span>
          {requestedBy} has a time span opened again: {reopened.toLocaleString("en")} of{" "}
          {total.toLocaleString("en")}.
        </span>
        <progress value={reopened} max={Math.max(total, 1)} className="h-1.5 w-full accent-(--accent)" />
      </label>
    </Notice>
  );
}
