import type { HistoryRun } from "./change-run";
import type { HistoryRunShape } from "./shapes";

/** A run as an admin sees it: neither its place in the platform's list nor who works on it. */
export function presentRun(run: HistoryRun): HistoryRunShape {
  const { id, kind, reason, state, threadsSeen, messagesAdded, messagesOutOfReach, problem } = run;
  return {
    id,
    kind,
    reason,
    state,
    reachesBackTo: run.reachesBackTo.toISOString(),
    threadsSeen,
    messagesAdded,
    messagesOutOfReach,
    percent: percentOf(run),
    problem: problem === null ? null : { message: problem, detail: run.problemDetail },
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

/** The platform does not say how many threads there are: the way back in time is what can be measured. */
function percentOf({ state, pass, reachedAt, createdAt, reachesBackTo }: HistoryRun) {
  if (state === "done" || pass > 1) return 100;
  if (!reachedAt) return null;
  const way = createdAt.getTime() - reachesBackTo.getTime();
  const gone = createdAt.getTime() - reachedAt.getTime();
  return way > 0 ? Math.round(Math.min(1, Math.max(0, gone / way)) * 100) : 100;
}
