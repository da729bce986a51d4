import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { HistoryRunShape } from "@/lib/conversations/history/shapes";

/** How far a run is, where that is known. */
export function RunProgress({ run, label }: { run: HistoryRunShape; label: string }) {
  if (run.state !== "running" || run.percent === null) return null;
  return (
    <div className="flex items-center gap-3">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={run.percent}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] motion-reduce:transition-none"
          style={{ width: `${run.percent}%` }}
        />
      </div>
      <span className="tabular text-muted text-sm">{run.percent} %</span>
    </div>
  );
}

/** Why a run waits, or why it ended before its end. */
export function RunProblem({ run }: { run: HistoryRunShape }) {
  if (!run.problem) return null;
  const { message, detail } = run.problem;
  return (
    <Notice
      tone={run.state === "failed" ? "error" : "warning"}
      action={detail ? <CopyButton text={detail} label="Copy details" /> : undefined}
    >
      {message}
    </Notice>
  );
}
