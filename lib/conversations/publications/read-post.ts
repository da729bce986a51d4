import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { publications } from "@/db/schema/publications";
import { transactionAgain } from "@/db/transaction-again";
import type { ChannelCredentials } from "@/lib/channels/channel";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { mayCall, recordPressure } from "@/lib/channels/pacing";
import type { PublicReading } from "@/lib/channels/public-side";
import { channelOf } from "@/lib/channels/registry";
import { enqueue } from "@/lib/jobs/enqueue";
import { applyPublicEvents } from "../receiving/apply-public-events";
import { markRead } from "./mark-read";
import type { PublicationRow } from "./present-publications";

interface Wanted {
  channelId: string;
  postExternalId: string;
}

const NEWEST_COMMENTS = 50;
/** The parents of one post's comments that are asked for one by one; more wait for the next comment. */
const MOST_PARENTS = 20;

/**
 * The job `read-post`: what a delivery named and did not tell. The post, once the newest comments below it, and what
 * those answer. It throws when asking again later is worth it, and the queue waits longer each time.
 */
export async function readPost(wanted: Wanted) {
  const channel = await findReader(wanted.channelId);
  const credentials = channel && (await channelCredentials(channel));
  if (!credentials) return;

  for (let read = 0; read <= MOST_PARENTS; read += 1) {
    const next = await findUnread(wanted);
    if (!next) return;
    const leave = await mayCall(channel, "profile");
    if (!leave.granted) return askLater(wanted, leave.until);
    if (!(await readOne(channel, credentials, next))) return;
  }
}

/** Null where nobody would see it, or the platform would refuse. */
async function findReader(channelId: string): Promise<ChannelRow | null> {
  const [channel] = await db.select().from(channels).where(eq(channels.id, channelId));
  const isReadable =
    channel?.isPublic && channel.active && !channel.disconnectedAt && channel.tokenState === "valid";
  return isReadable ? channel : null;
}

/** The post first: with its comments come most of the parents. Then the newest. */
async function findUnread({ channelId, postExternalId }: Wanted): Promise<PublicationRow | undefined> {
  const [unread] = await db
    .select()
    .from(publications)
    .where(
      and(
        eq(publications.channelId, channelId),
        eq(publications.postExternalId, postExternalId),
        ne(publications.kind, "rating"),
        isNull(publications.saidAt),
        isNull(publications.removedAt),
        isNull(publications.readAt),
      ),
    )
    .orderBy(desc(eq(publications.externalId, publications.postExternalId)), asc(publications.externalId))
    .limit(1);
  return unread;
}

/** Context gives way to messages while the platform wants to be called less. */
async function askLater(wanted: Wanted, runAt: Date) {
  const key = `post:${wanted.channelId}:${wanted.postExternalId}`;
  await db.transaction((tx) => enqueue(tx, "read-post", wanted, { key, runAt }));
}

/** @returns whether it makes sense to go on. */
async function readOne(channel: ChannelRow, credentials: ChannelCredentials, row: PublicationRow) {
  const { publicSide } = channelOf(channel.kind);
  const itself = await publicSide.read(credentials, row);
  const isPost = row.externalId === row.postExternalId;
  // A post that is not shown by itself, as an ad's may not be, can still show what stands below it.
  const below =
    isPost && !isPassing(itself)
      ? await publicSide.readComments(credentials, row.externalId, { limit: NEWEST_COMMENTS })
      : null;
  for (const reading of [itself, below]) {
    if (reading?.pressure) await recordPressure(db, channel, reading.pressure);
  }

  const passing = [itself, below].find((reading) => reading && isPassing(reading));
  if (passing && "detail" in passing) throw new Error(`A post could not be read: ${passing.detail}`);

  await transactionAgain((tx) => keep(tx, channel, row, [itself, ...(below ? [below] : [])]));
  return itself.outcome !== "unreadable";
}

/** Nothing about the post: it is worth asking again. */
function isPassing(reading: PublicReading) {
  return (
    reading.outcome === "unreadable" &&
    (reading.reason === "platform_busy" || reading.reason === "unreachable")
  );
}

/** All or nothing: a post that has its words is not asked for again. */
async function keep(
  tx: Tx,
  channel: ChannelRow,
  row: PublicationRow,
  readings: [PublicReading, ...PublicReading[]],
) {
  const events = readings.flatMap((reading) => (reading.outcome === "read" ? reading.events : []));
  if (events.length > 0) await applyPublicEvents(tx, channel, events);
  await markRead(tx, row, readings[0]);
}
