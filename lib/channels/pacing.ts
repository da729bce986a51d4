import { and, eq, gt, inArray, isNull, lte, not, or, sql } from "drizzle-orm";
import { db, type Reader } from "@/db/client";
import { platformPauses } from "@/db/schema/channels";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import type { PauseReason, Pressure, PublicPauseReason } from "./channel";
import type { ChannelRow } from "./find-channel";

/**
 * `history`: asking what became of a message of ours. `import`: reading old conversations. `health`: checking up on the
 * channel. `media`: a message with a sound or a film. `signal`: typing and seen marks. `public`: a comment of the Page.
 * `comments`: asking what became of one.
 */
export type CallKind =
  | "send"
  | "media"
  | "history"
  | "health"
  | "signal"
  | "profile"
  | "import"
  | "public"
  | "comments";

export type Leave<Reason = PublicPauseReason> =
  | { granted: true }
  | { granted: false; until: Date; reason: Reason; detail: string | null };

type Speaker = Pick<ChannelRow, "id" | "appId">;

const mayGiveWay: readonly CallKind[] = ["profile", "import", "signal"];

const FIRST_PAUSE_SECONDS = 15;
/** A withdrawn permission or a restriction seldom ends by itself, and asking on prolongs some. */
const FIRST_LONG_PAUSE_SECONDS = 300;
const LONGEST_PAUSE_SECONDS = 15 * 60;
const LONGEST_LONG_PAUSE_SECONDS = 60 * 60;
/** Of public replies, see docs/decisions/public-replies-are-paced.md. */
const FIRST_PUBLIC_PAUSE_SECONDS = 5 * 60;
const LONGEST_PUBLIC_PAUSE_SECONDS = 2 * 60 * 60;
const PUBLIC_GAP_MS = 3_000;
/** After a refusal one goes ahead, and the others wait for what becomes of it; likewise near a limit. */
const CAREFUL_PUBLIC_GAP_MS = 60_000;
/** How long one answer above 80 % counts. */
const SLOW_SECONDS = 60;

/** Meta, Messenger rate limits, 2026-03-23: Conversations API, 2 calls a second and Page. */
const HISTORY_GAP_MS = 500;
/** Likewise: audio and video, 10 a second and Page. */
const MEDIA_GAP_MS = 100;
const SLOW_SEND_GAP_MS = 1_000;

/**
 * Asks before a call to the platform, for all processes together: not while the Page or its app is paused; slowly, and
 * nothing that can wait, while most of an allowance is used. It takes the turn that it grants.
 *
 * What has no turns: 300 texts a second and Page (Meta, same page). A worker runs four lanes at once and each waits for
 * its answer, so even with answers after 50 ms one process sends 80 a second; nothing is counted for it.
 */
export function mayCall(
  channel: Speaker,
  kind: Exclude<CallKind, "public">,
  reader?: Reader,
): Promise<Leave<PauseReason>>;
export function mayCall(channel: Speaker, kind: CallKind, reader?: Reader): Promise<Leave>;
export async function mayCall(channel: Speaker, kind: CallKind, reader: Reader = db): Promise<Leave> {
  const now = clock.now();
  const rows = await reader
    .select()
    .from(platformPauses)
    .where(inArray(platformPauses.scope, scopesOf(channel, kind)));
  const paused = rows
    .filter(({ pausedUntil }) => pausedUntil !== null && pausedUntil > now)
    .sort((a, b) => b.pausedUntil!.getTime() - a.pausedUntil!.getTime())[0];
  if (paused) return refusal(paused.pausedUntil!, paused.reason as PublicPauseReason, paused.detail);

  const slow = rows.find(({ slowUntil }) => slowUntil !== null && slowUntil > now);
  if (slow && mayGiveWay.includes(kind)) return refusal(slow.slowUntil!);

  const isCareful = slow !== undefined || (kind === "public" && rows.some(({ refusals }) => refusals > 0));
  return takeTurn(reader, channel, kind, isCareful, now);
}

/** Keeps what an answer told, so that every process holds to it. */
export async function recordPressure(reader: Reader, channel: Speaker, pressure: Pressure) {
  const now = clock.now();
  const scope = scopeOf[pressure.scope](channel);
  if (pressure.state === "nearly_full") {
    const slowUntil = new Date(now.getTime() + SLOW_SECONDS * 1_000);
    await reader
      .insert(platformPauses)
      .values({ scope, slowUntil })
      .onConflictDoUpdate({ target: platformPauses.scope, set: { slowUntil } });
    return;
  }
  const { reason, detail } = pressure;
  const seconds = pressure.seconds ?? (await growingPause(reader, scope, reason, now));
  const pausedUntil = new Date(now.getTime() + seconds * 1_000);
  await reader
    .insert(platformPauses)
    .values({ scope, pausedUntil, reason, detail, refusals: 1 })
    .onConflictDoUpdate({
      target: platformPauses.scope,
      set: {
        pausedUntil,
        reason,
        detail,
        // Several lanes that were refused at the same moment are one refusal.
        refusals: sql`case when ${platformPauses.pausedUntil} > ${now.toISOString()} then ${platformPauses.refusals} else ${platformPauses.refusals} + 1 end`,
      },
    });
}

/** The platform has done what we asked for: the next pause begins short again. */
export async function recordCalm(reader: Reader, channel: Speaker, kind: CallKind = "send") {
  await reader
    .update(platformPauses)
    .set({ refusals: 0 })
    .where(
      and(
        inArray(platformPauses.scope, scopesOf(channel, kind)),
        gt(platformPauses.refusals, 0),
        or(isNull(platformPauses.pausedUntil), lte(platformPauses.pausedUntil, clock.now())),
      ),
    );
}

/** Somebody has mended the Page's access: what was refused before says nothing any more, but of a block. */
export async function forgetPause(reader: Reader, channelId: string) {
  const { page, public: inPublic } = scopeOf;
  const channel = { id: channelId, appId: null };
  const isBlock = eq(platformPauses.reason, "public_blocked");
  await reader
    .update(platformPauses)
    .set({ pausedUntil: null, reason: null, detail: null, refusals: 0 })
    .where(
      or(
        eq(platformPauses.scope, page(channel)),
        and(eq(platformPauses.scope, inPublic(channel)), not(isBlock)),
      ),
    );
}

const scopeOf: Record<Pressure["scope"], (channel: Speaker) => string> = {
  page: ({ id }) => `page:${id}`,
  app: ({ appId }) => `app:${appId ?? env.FACEBOOK_APP_ID ?? "own"}`,
  public: ({ id }) => `public:${id}`,
};

/** Neither side of a Page holds up the other. */
function scopesOf(channel: Speaker, kind: CallKind) {
  const app = scopeOf.app(channel);
  if (kind === "comments") return [app];
  return [kind === "public" ? scopeOf.public(channel) : scopeOf.page(channel), app];
}

function refusal(
  until: Date,
  reason: PublicPauseReason = "platform_busy",
  detail: string | null = null,
): Leave {
  return { granted: false, until, reason, detail };
}

async function growingPause(reader: Reader, scope: string, reason: Pressure["reason"], now: Date) {
  const [row] = await reader.select().from(platformPauses).where(eq(platformPauses.scope, scope));
  const underWay = row?.pausedUntil && row.pausedUntil > now;
  if (underWay) return Math.ceil((row.pausedUntil!.getTime() - now.getTime()) / 1_000);

  const [first, longest] = pauseFor(reason);
  return Math.min(first * 2 ** (row?.refusals ?? 0), longest);
}

/** Shortest and longest, in seconds. */
function pauseFor(reason: Pressure["reason"]): [number, number] {
  if (reason === "public_blocked") return [FIRST_PUBLIC_PAUSE_SECONDS, LONGEST_PUBLIC_PAUSE_SECONDS];
  const isLong = reason === "permission_missing" || reason === "page_restricted";
  return isLong
    ? [FIRST_LONG_PAUSE_SECONDS, LONGEST_LONG_PAUSE_SECONDS]
    : [FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS];
}

type TurnColumn = "historyFreeAt" | "mediaFreeAt" | "sendFreeAt" | "publicFreeAt";

interface Turns {
  column: TurnColumn;
  gapInMs: number;
  /** So long the way must have been free: what can wait leaves every second turn to others. */
  freeForMs: number;
}

function turnsOf(kind: CallKind, isSlow: boolean): Turns | null {
  if (kind === "public")
    return {
      column: "publicFreeAt",
      gapInMs: isSlow ? CAREFUL_PUBLIC_GAP_MS : PUBLIC_GAP_MS,
      freeForMs: 0,
    };
  if (kind === "history") return { column: "historyFreeAt", gapInMs: HISTORY_GAP_MS, freeForMs: 0 };
  if (kind === "import")
    return { column: "historyFreeAt", gapInMs: HISTORY_GAP_MS, freeForMs: HISTORY_GAP_MS };
  if (kind !== "send" && kind !== "media") return null;
  if (isSlow) return { column: "sendFreeAt", gapInMs: SLOW_SEND_GAP_MS, freeForMs: 0 };
  return kind === "media" ? { column: "mediaFreeAt", gapInMs: MEDIA_GAP_MS, freeForMs: 0 } : null;
}

/** One statement: of two processes that ask at the same moment, one gets the turn. */
async function takeTurn(
  reader: Reader,
  channel: Speaker,
  kind: CallKind,
  isSlow: boolean,
  now: Date,
): Promise<Leave> {
  const turns = turnsOf(kind, isSlow);
  if (!turns) return { granted: true };

  const scope = scopesOf(channel, kind)[0]!;
  const column = platformPauses[turns.column];
  const next = { [turns.column]: new Date(now.getTime() + turns.gapInMs) };
  const [taken] = await reader
    .insert(platformPauses)
    .values({ scope, ...next })
    .onConflictDoUpdate({
      target: platformPauses.scope,
      set: next,
      setWhere: or(isNull(column), lte(column, new Date(now.getTime() - turns.freeForMs))),
    })
    .returning({ scope: platformPauses.scope });
  if (taken) return { granted: true };

  // Those that found the way taken come back at different moments.
  const until = new Date(now.getTime() + turns.gapInMs * (1 + Math.random()));
  return refusal(until, kind === "public" ? "public_paced" : "platform_busy");
}
