"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { dayName } from "@/components/ui/format-time";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import { Skeleton } from "@/components/ui/skeleton";
import { RelativeTime, useTimeStyle } from "@/components/ui/time";
import { type ImportDays, importDays } from "@/lib/channels/import-days";
import type { ChannelHistory } from "@/lib/conversations/history/shapes";
import { ImportDaysField } from "./import-days-field";
import { channelHistoryQuery } from "./queries";
import { RunProblem, RunProgress } from "./run-progress";
import { gapWords, importWords } from "./run-words";
import { useHistory } from "./use-history";

/** What the platform still has of the past: brought in once, and searched for what was missed. */
export function HistorySection({ channelId }: { channelId: string }) {
  const { data: history, error } = useQuery(channelHistoryQuery(channelId));

  return (
    <Card aria-labelledby="history" className="grid gap-5 p-5 max-sm:p-4">
      <div>
        <h2 id="history" className="font-semibold">
          Earlier and missed messages
        </h2>
        <p className="text-muted text-sm">
          Facebook keeps this Page’s conversations. Pagedesk compares with them every quarter of an hour and
          after every interruption.
        </p>
      </div>
      {error && <Notice tone="error">{errorMessage(error)}</Notice>}
      {!history && !error && <Skeleton className="h-24" />}
      {history && (
        <>
          <MissedMessages channelId={channelId} history={history} />
          <ImportedMessages channelId={channelId} history={history} />
        </>
      )}
    </Card>
  );
}

interface PartProps {
  channelId: string;
  history: ChannelHistory;
}

function MissedMessages({ channelId, history }: PartProps) {
  const change = useHistory(channelId);
  const { gap, lastFilling } = history;
  const searching = gap?.state === "running";
  const importing = history.import?.state === "running";
  const earlier = lastFilling && lastFilling.id !== gap?.id ? lastFilling : null;

  return (
    <div className="grid gap-2 border-t pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-medium">Missed messages</h3>
          <p role="status" className="text-muted text-sm">
            {importing && !gap ? "Pagedesk looks for them when the import is done." : gapWords(gap)}
            {gap?.finishedAt && (
              <>
                {" · "}
                <RelativeTime at={gap.finishedAt} />
              </>
            )}
          </p>
        </div>
        <Button
          busy={change.isPending || searching}
          disabled={importing}
          onClick={() => change.mutate({ do: "start", wish: { kind: "gap" } })}
        >
          <span>Look for missing messages</span>
        </Button>
      </div>
      {earlier && (
        <p className="text-muted text-sm">
          Last time something was found: {gapWords(earlier)} · <RelativeTime at={earlier.createdAt} />
        </p>
      )}
      {gap && <RunProblem run={gap} />}
      {change.isError && <Notice tone="error">{errorMessage(change.error)}</Notice>}
    </div>
  );
}

function ImportedMessages({ channelId, history }: PartProps) {
  const change = useHistory(channelId);
  const [asking, setAsking] = useState(false);
  const now = useNow();
  const style = useTimeStyle();
  const run = history.import;
  const running = run?.state === "running";

  return (
    <div className="grid gap-2 border-t pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-medium">Earlier conversations</h3>
          <p role="status" className="text-muted text-sm">
            {importWords(run, (at) => dayName(at, now, style))}
          </p>
        </div>
        {running ? (
          <Button busy={change.isPending} onClick={() => change.mutate({ do: "cancel" })}>
            <span>Cancel import</span>
          </Button>
        ) : (
          !asking && (
            <Button onClick={() => setAsking(true)}>
              <span>{run ? "Import again" : "Import"}</span>
            </Button>
          )
        )}
      </div>
      {run && <RunProgress run={run} label="Import of earlier conversations" />}
      {run && <RunProblem run={run} />}
      {asking && !running && (
        <NewImport
          busy={change.isPending}
          onCancel={() => setAsking(false)}
          onStart={(days) =>
            change.mutate(
              { do: "start", wish: { kind: "import", days } },
              { onSuccess: () => setAsking(false) },
            )
          }
        />
      )}
      {change.isError && <Notice tone="error">{errorMessage(change.error)}</Notice>}
    </div>
  );
}

type DaysBack = Exclude<ImportDays, 0>;

const daysBack = importDays.filter((days): days is DaysBack => days !== 0);

interface NewImportProps {
  busy: boolean;
  onCancel: () => void;
  onStart: (days: DaysBack) => void;
}

function NewImport({ busy, onCancel, onStart }: NewImportProps) {
  const [days, setDays] = useState<DaysBack>(30);
  return (
    <div className="grid gap-3 rounded-md border p-3">
      <ImportDaysField label="How far back" choices={daysBack} days={days} onChange={setDays} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          Not now
        </Button>
        <Button variant="primary" busy={busy} onClick={() => onStart(days)}>
          <span>Import</span>
        </Button>
      </div>
    </div>
  );
}
