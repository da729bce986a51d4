import { startOfSecond } from "date-fns";
import { channelOf } from "@/lib/channels/registry";
import { askInTurn } from "./ask-in-turn";
import type { NamedThread } from "./fill-thread";
import { importThread } from "./import-thread";
import type { PageOutcome, Reading } from "./reading";

/** The next threads of the list, with what they say. */
export async function readImportPage({ run, channel, credentials }: Reading): Promise<PageOutcome> {
  const { history } = channelOf(channel.kind);
  const page = { limit: run.pageSize, after: run.cursor, contents: "whole" } as const;
  const answer = await askInTurn(channel, () => history.listThreads(credentials, page));
  if (answer.outcome !== "read") return answer;

  // The second time, only what moved to the top since the import began.
  const oldest = run.pass === 1 ? run.reachesBackTo : run.createdAt;
  const recent = answer.threads.filter(({ updatedAt }) => updatedAt >= oldest);
  for (const thread of recent)
    if (thread.contact)
      await importThread(channel, thread as NamedThread, {
        runId: run.id,
        before: startOfSecond(run.createdAt),
      });
  return {
    outcome: "read",
    threads: recent.length,
    reachedAt: recent.at(-1)?.updatedAt ?? null,
    next: answer.next,
    isLast: recent.length < answer.threads.length,
  };
}
