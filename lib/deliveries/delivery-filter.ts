import { and, eq, gt, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Reader, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { deliveries } from "@/db/schema/deliveries";
import { AppError } from "@/lib/errors";

const DAY_IN_MS = 86_400_000;
/** Looking into bodies reads every one of the span. */
const LONGEST_SEARCH_IN_DAYS = 7;
const SEARCH_WITHIN_MS = 8_000;

export const deliveryFilterSchema = z
  .object({
    state: z.enum(["waiting", "opened", "problem"]).optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    channelId: z.uuid().optional(),
    /** An id as it stands inside: of a message, a person or a Page. */
    q: z.string().trim().min(4, "Give at least 4 characters of an id.").max(200).optional(),
  })
  .strict()
  .superRefine(({ from, to, channelId, q }, context) => {
    if (!q && !channelId) return;
    const days = from ? ((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / DAY_IN_MS : Infinity;
    if (days > LONGEST_SEARCH_IN_DAYS)
      context.addIssue({
        code: "custom",
        path: ["from"],
        message: `To look inside deliveries, choose a time span of at most ${LONGEST_SEARCH_IN_DAYS} days.`,
      });
  });

export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>;

/** The filter as a condition on `deliveries`. */
export async function deliveryCondition(
  filter: DeliveryFilter,
  reader: Reader = db,
): Promise<SQL | undefined> {
  const { state, from, to, channelId, q } = filter;
  const pageId = channelId && (await externalIdOf(reader, channelId));

  return and(
    from ? gte(deliveries.receivedAt, new Date(from)) : undefined,
    to ? lte(deliveries.receivedAt, new Date(to)) : undefined,
    state && inState(state),
    pageId ? or(holds(`"${pageId}"`), holds(`:${pageId}`)) : undefined,
    // The platform escapes slashes, and an id is copied without.
    q ? or(holds(q), holds(q.replaceAll("/", "\\/"))) : undefined,
  );
}

/** The delivery of this name, found in its day's part of the table: the moment is rounded to milliseconds. */
export function isNamed({ id, receivedAt }: { id: number; receivedAt: Date }) {
  return and(eq(deliveries.id, id), isAbout(receivedAt));
}

export function isAbout(receivedAt: Date) {
  return and(
    gt(deliveries.receivedAt, new Date(receivedAt.getTime() - 2)),
    lt(deliveries.receivedAt, new Date(receivedAt.getTime() + 2)),
  );
}

/**
 * A read that may have to look into many bodies, given up after a while.
 *
 * @throws AppError `invalid` when it took too long.
 */
export async function withinPatience<Found>(read: (tx: Tx) => Promise<Found>): Promise<Found> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql.raw(`set local statement_timeout = ${SEARCH_WITHIN_MS}`));
      return read(tx);
    });
  } catch (error) {
    if (!wasCancelled(error)) throw error;
    throw new AppError("invalid", "This search takes too long. Choose a shorter time span.", {
      cause: error,
    });
  }
}

function inState(state: NonNullable<DeliveryFilter["state"]>) {
  if (state === "waiting") return isNull(deliveries.openedAt);
  return and(
    isNotNull(deliveries.openedAt),
    state === "problem" ? isNotNull(deliveries.problem) : isNull(deliveries.problem),
  );
}

/** Bytes in bytes: a body need not be text at all. */
function holds(text: string) {
  return sql`position(${Buffer.from(text)}::bytea in ${deliveries.body}) > 0`;
}

async function externalIdOf(reader: Reader, channelId: string) {
  const [channel] = await reader
    .select({ externalId: channels.externalId })
    .from(channels)
    .where(eq(channels.id, channelId));
  if (!channel) throw new AppError("not_found", "This channel no longer exists.");
  return channel.externalId;
}

/** SQLSTATE 57014, wherever the driver's error is wrapped. */
function wasCancelled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "57014") || wasCancelled(error.cause);
}
