import { addMinutes, addSeconds, subMinutes } from "date-fns";
import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { PastMessage } from "@/lib/channels/history";
import type { KnownMoment } from "./place-moments";
import type { NamelessMessage } from "./plan-filling";

export interface Ours {
  known: Map<string, KnownMoment>;
  nameless: NamelessMessage[];
  after: number;
}

/** How far the platform's clock may be from ours. */
const CLOCKS_APART_IN_MINUTES = 2;
/** An attempt whose end nobody learnt cannot arrive later than this. */
const ARRIVES_WITHIN_MINUTES = 15;

/** What we have of a stretch of a thread: by the platform's ids, and what of ours has none yet. */
export async function findOurs(
  tx: Tx,
  channelId: string,
  contactExternalId: string,
  past: PastMessage[],
): Promise<Ours> {
  const thread = threadOf(channelId, contactExternalId);
  const known = await findByIds(tx, channelId, past);
  return {
    known: known.size > 0 ? known : await findByLooks(tx, thread, past),
    nameless: await findNameless(tx, thread),
    after: await findMomentBefore(tx, thread, past),
  };
}

function threadOf(channelId: string, contactExternalId: string): SQL {
  return sql`${messages.conversationId} in (
    select ${conversations.id} from ${conversations}
    join ${contactIdentities} on ${contactIdentities.id} = ${conversations.identityId}
    where ${contactIdentities.channelId} = ${channelId} and ${contactIdentities.externalId} = ${contactExternalId})`;
}

const isOurs = ({ authorKind }: Pick<typeof messages.$inferSelect, "authorKind">) =>
  authorKind === "agent" || authorKind === "bot";

async function findByIds(tx: Tx, channelId: string, past: PastMessage[]): Promise<Map<string, KnownMoment>> {
  const ids = sql.param(past.map(({ externalId }) => externalId));
  const rows = await tx
    .select({ externalId: messages.externalId, sentAt: messages.sentAt, authorKind: messages.authorKind })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), sql`${messages.externalId} = any(${ids})`));
  return new Map(rows.map((row) => [row.externalId!, { sentAt: row.sentAt, isOurs: isOurs(row) }]));
}

/**
 * Where not one id agrees although we have messages of that stretch, the platform's two doors may name them differently
 * (Meta's pages never say that they don't): then the same words from the same side in the same second are the same message.
 */
async function findByLooks(tx: Tx, thread: SQL, past: PastMessage[]): Promise<Map<string, KnownMoment>> {
  const [newest, oldest] = [past[0], past.at(-1)];
  if (!newest || !oldest) return new Map();
  const rows = await tx
    .select()
    .from(messages)
    .where(
      and(
        thread,
        ne(messages.visibility, "note"),
        isNotNull(messages.externalId),
        sql`${messages.sentAt} >= ${oldest.at.toISOString()}`,
        lt(messages.sentAt, addSeconds(newest.at, 1)),
      ),
    )
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
  const left = [...rows];
  const found = new Map<string, KnownMoment>();
  for (const { externalId, at, event } of past.toReversed()) {
    if (!event) continue;
    const direction = event.type === "echo" ? "out" : "in";
    const index = left.findIndex(
      (row) =>
        row.direction === direction &&
        (row.text ?? "") === (event.text ?? "") &&
        row.sentAt >= at &&
        row.sentAt < addSeconds(at, 1),
    );
    const [same] = index < 0 ? [] : left.splice(index, 1);
    if (same) found.set(externalId, { sentAt: same.sentAt, isOurs: false });
  }
  return found;
}

/** Ours that the platform has not named: under way, or given up without knowing. */
async function findNameless(tx: Tx, thread: SQL): Promise<NamelessMessage[]> {
  const givenUp = and(
    eq(messages.status, "failed"),
    inArray(messages.failureReason, ["outcome_unknown", "not_delivered"]),
  );
  const rows = await tx
    .select()
    .from(messages)
    .where(
      and(
        thread,
        eq(messages.direction, "out"),
        ne(messages.visibility, "note"),
        isNull(messages.externalId),
        isNotNull(messages.attemptedAt),
        or(inArray(messages.status, ["queued", "sending"]), givenUp),
      ),
    )
    .orderBy(asc(messages.sequence));
  return rows.map(({ id, text, status, sentAt, attemptedAt, firstAttemptedAt }) => ({
    id,
    sentAt,
    text: text ?? "",
    from: subMinutes(firstAttemptedAt ?? attemptedAt!, CLOCKS_APART_IN_MINUTES),
    until: addMinutes(attemptedAt!, ARRIVES_WITHIN_MINUTES),
    isUnderWay: status !== "failed",
  }));
}

/** Of what stands before this stretch, the last moment. */
async function findMomentBefore(tx: Tx, thread: SQL, past: PastMessage[]): Promise<number> {
  const oldest = past.at(-1);
  if (!oldest) return Number.NEGATIVE_INFINITY;
  const ids = past.map(({ externalId }) => externalId);
  const [row] = await tx
    .select({ at: sql`max(${messages.sentAt})`.mapWith(messages.sentAt) })
    .from(messages)
    .where(
      and(
        thread,
        ne(messages.visibility, "note"),
        isNotNull(messages.externalId),
        notInArray(messages.externalId, ids),
        lt(messages.sentAt, addSeconds(oldest.at, 1)),
      ),
    );
  return row?.at?.getTime() ?? Number.NEGATIVE_INFINITY;
}
