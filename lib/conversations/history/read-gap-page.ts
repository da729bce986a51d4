import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { PastMessageId, PastThread, ThreadPage } from "@/lib/channels/history";
import { channelOf } from "@/lib/channels/registry";
import { wholeSoFar } from "@/lib/channels/start-history-run";
import { type Asked, askInTurn } from "./ask-in-turn";
import { fillThread, type NamedThread } from "./fill-thread";
import type { PageOutcome, Reading } from "./reading";

/** So many further pages of ids are looked through for what the platform does not show any more. */
const MOST_ID_PAGES = 5;

/**
 * Compares the next threads of the list with what is here. One call tells the ids of 25 threads; only a thread that
 * lacks something is read.
 */
export async function readGapPage(reading: Reading): Promise<PageOutcome> {
  const { run, channel, credentials } = reading;
  const { history } = channelOf(channel.kind);
  const page = { limit: run.pageSize, after: run.cursor, contents: "ids" } as const;
  const answer = await askInTurn(channel, () => history.listThreads(credentials, page));
  if (answer.outcome !== "read") return answer;

  const changed = answer.threads.filter(({ updatedAt }) => updatedAt >= run.reachesBackTo);
  const span = {
    since: (await db.transaction((tx) => wholeSoFar(tx, channel.id))).since,
    until: run.wholeUntil,
  };
  let doubtfulSince: Date | null = null;
  for (const thread of await findLacking(reading, changed, span)) {
    const filled = await readAndFill(reading, thread, span);
    if (filled.outcome !== "read") return filled;
    doubtfulSince = earlier(doubtfulSince, filled.doubtfulSince);
  }
  return { outcome: "read", ...pageRead(answer, changed), doubtfulSince };
}

function pageRead({ threads, next }: ThreadPage, changed: PastThread[]) {
  return {
    threads: changed.length,
    reachedAt: changed.at(-1)?.updatedAt ?? null,
    next,
    isLast: changed.length < threads.length,
  };
}

interface Span {
  since: Date;
  until: Date;
}

/** Threads of which not all is here, or that may hold more than the platform shows. */
async function findLacking({ run, channel }: Reading, threads: PastThread[], span: Span) {
  const ids = threads.flatMap(({ messages: past }) => past.map(({ externalId }) => externalId));
  const rows = await db
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.channelId, channel.id), sql`${messages.externalId} = any(${sql.param(ids)})`));
  const known = new Set(rows.map(({ externalId }) => externalId));
  return threads.filter(
    (thread): thread is NamedThread =>
      thread.contact !== null &&
      (reachesFurther(thread, run.reachesBackTo) ||
        thread.messages.some(
          ({ externalId, at }) => !known.has(externalId) && at >= span.since && at <= span.until,
        )),
  );
}

/** More was said since the last time that it was whole than the platform shows of it. */
function reachesFurther({ messages: past, hasOlder }: PastThread, since: Date) {
  const oldest = past.at(-1);
  return hasOlder && oldest !== undefined && oldest.at >= since;
}

async function readAndFill(
  { run, channel, credentials }: Reading,
  listed: NamedThread,
  span: Span,
): Promise<Asked<{ doubtfulSince: Date | null }>> {
  const { history } = channelOf(channel.kind);
  const answer = await askInTurn(channel, () => history.readThread(credentials, listed.externalId));
  // It has gone since the list was told: nothing is left to be filled.
  if (answer.outcome === "gone") return { outcome: "read", doubtfulSince: null };
  if (answer.outcome !== "read") return answer;

  const thread = { ...answer.thread, contact: answer.thread.contact ?? listed.contact };
  const oldestWanted = later(span.since, run.reachesBackTo);
  const beyond = reachesFurther(thread, oldestWanted)
    ? await listBeyond({ run, channel, credentials }, thread, oldestWanted)
    : { outcome: "read" as const, ids: [] };
  if (beyond.outcome !== "read") return beyond;

  const doubtfulSince = await fillThread(channel, thread, { runId: run.id, ...span, older: beyond.ids });
  return { outcome: "read", doubtfulSince };
}

/** The ids of what is older than the platform shows, newest first. */
async function listBeyond(
  { channel, credentials }: Reading,
  thread: NamedThread,
  since: Date,
): Promise<Asked<{ ids: PastMessageId[] }>> {
  const { history } = channelOf(channel.kind);
  const shown = new Set(thread.messages.map(({ externalId }) => externalId));
  const ids: PastMessageId[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_ID_PAGES; page += 1) {
    const answer = await askInTurn(channel, () =>
      history.listMessageIds(credentials, thread.externalId, after),
    );
    if (answer.outcome !== "read") return answer;
    const wanted = answer.messages.filter(({ at }) => at >= since);
    ids.push(...wanted.filter(({ externalId }) => !shown.has(externalId)));
    after = answer.next;
    if (after === null || wanted.length < answer.messages.length) break;
  }
  return { outcome: "read", ids };
}

const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b));
