import { min } from "date-fns";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { endToken } from "@/lib/channels/end-token";
import { clock } from "@/lib/clock";
import { changeRun, type HistoryRun } from "./change-run";
import { claimRun } from "./claim-run";
import { readGapPage } from "./read-gap-page";
import { readImportPage } from "./read-import-page";
import type { PageOutcome, PageRead, Reading } from "./reading";
import { type RunProblem, runProblems } from "./run-problems";
import { waitsForDeliveries } from "./waits-for-deliveries";

/** Calls in a row that brought nothing, each tried later than the one before; together about half an hour. */
const MOST_ATTEMPTS = 8;
const FIRST_RETRY_IN_SECONDS = 10;
const LONGEST_RETRY_IN_SECONDS = 10 * 60;
const BACKLOG_WAIT_IN_SECONDS = 2;

/**
 * Goes on with one run, page by page, until it ends or must wait. Dying anywhere loses nothing: a page is written down
 * after its threads, and a thread that is read twice changes nothing the second time.
 *
 * @param goesOn asked before each page; who stops puts the run down for others.
 * @returns whether there was one.
 */
export async function workOnHistory(goesOn = () => true): Promise<boolean> {
  const claimed = await claimRun();
  let run = claimed;
  while (run && goesOn()) run = await step(run);
  if (run) await changeRun(run, { leasedUntil: null });
  return claimed !== null;
}

/** Null when the run is over, put down, or no longer ours. */
async function step(run: HistoryRun): Promise<HistoryRun | null> {
  const [channel] = await db.select().from(channels).where(eq(channels.id, run.channelId));
  if (!channel || channel.disconnectedAt) return fail(run, "disconnected");
  const credentials = channel.tokenState === "valid" ? await channelCredentials(channel) : null;
  if (!credentials) return fail(run, "reconnect_needed");
  if (run.kind === "gap" && (await waitsForDeliveries(run.createdAt)))
    return putDown(run, secondsFromNow(BACKLOG_WAIT_IN_SECONDS), {});

  const reading = { run, channel, credentials };
  const page = run.kind === "import" ? await readImportPage(reading) : await readGapPage(reading);
  return settlePage(reading, page);
}

async function settlePage({ run, channel }: Reading, page: PageOutcome): Promise<HistoryRun | null> {
  switch (page.outcome) {
    case "read":
      return turnPage(run, page);
    case "too_much":
      if (run.pageSize === 1) return tryLater(run, page.detail);
      return changeRun(run, { pageSize: Math.floor(run.pageSize / 2) });
    case "gone":
      // The list is read again from the top; what is there already is passed over.
      return run.cursor ? changeRun(run, { cursor: null }) : tryLater(run, page.detail);
    case "not_now":
      return putDown(run, page.until, { problem: runProblems[page.reason] });
    case "unreadable":
      if (page.reason === "platform_busy") return changeRun(run, { problem: runProblems.platform_busy });
      if (page.reason === "unreachable") return tryLater(run, page.detail);
      if (page.reason === "reconnect_needed")
        await endToken(channel.id, channel.accessTokenEncrypted, page.detail);
      return fail(run, page.reason, page.detail);
    default:
      return page satisfies never;
  }
}

async function turnPage(run: HistoryRun, page: PageRead): Promise<HistoryRun | null> {
  const { threads, reachedAt, next, doubtfulSince } = page;
  const isOver = page.isLast || next === null;
  const isDone = isOver && !needsSecondPass(run);
  const after = await changeRun(run, {
    threadsSeen: run.pass === 1 ? run.threadsSeen + threads : run.threadsSeen,
    reachedAt: reachedAt ?? run.reachedAt,
    wholeUntil: doubtfulSince
      ? min([run.wholeUntil, new Date(doubtfulSince.getTime() - 1_000)])
      : run.wholeUntil,
    cursor: isOver ? null : next,
    pass: isOver && !isDone ? run.pass + 1 : run.pass,
    attempts: 0,
    problem: null,
    problemDetail: null,
    ...(isDone && { state: "done" as const, finishedAt: clock.now(), leasedUntil: null }),
  });
  return isDone ? null : after;
}

/** While a list is read page by page, whoever writes moves to its top; one page alone is of one moment. */
function needsSecondPass(run: HistoryRun) {
  return run.kind === "import" && run.pass === 1 && run.cursor !== null;
}

async function tryLater(run: HistoryRun, detail: string) {
  const attempts = run.attempts + 1;
  if (attempts > MOST_ATTEMPTS) return fail(run, "gave_up", detail);
  const seconds = Math.min(FIRST_RETRY_IN_SECONDS * 2 ** run.attempts, LONGEST_RETRY_IN_SECONDS);
  return putDown(run, secondsFromNow(seconds), {
    attempts,
    problem: runProblems.unreachable,
    problemDetail: detail,
  });
}

async function putDown(run: HistoryRun, dueAt: Date, changed: Partial<HistoryRun>) {
  await changeRun(run, { ...changed, dueAt, leasedUntil: null });
  return null;
}

async function fail(run: HistoryRun, problem: RunProblem, detail: string | null = null) {
  await changeRun(run, {
    state: "failed",
    problem: runProblems[problem],
    problemDetail: detail,
    finishedAt: clock.now(),
    leasedUntil: null,
  });
  return null;
}

function secondsFromNow(seconds: number) {
  return new Date(clock.now().getTime() + seconds * 1_000);
}
