import { eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Profile } from "@/lib/channels/channel";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { mayCall } from "@/lib/channels/pacing";
import { channelOf } from "@/lib/channels/registry";
import { recordEvent } from "@/lib/events/record-event";
import { enqueue } from "@/lib/jobs/enqueue";
import { enqueueCopyOfPicture } from "@/lib/media/enqueue-copy";
import { lockThreads } from "./lock-threads";

/** The job `fetch-profile`. It throws when asking again later is worth it, and the queue waits longer each time. */
export async function fetchProfile({ identityId }: { identityId: string }) {
  const [found] = await db
    .select({ identity: contactIdentities, channel: channels })
    .from(contactIdentities)
    .innerJoin(channels, eq(channels.id, contactIdentities.channelId))
    .where(eq(contactIdentities.id, identityId));
  const credentials = found && (await channelCredentials(found.channel));
  if (!credentials) return;

  const { identity, channel } = found;
  const leave = await mayCall(channel, "profile");
  if (!leave.granted) return askLater(identityId, leave.until);
  const profile = await channelOf(channel.kind).fetchProfile(credentials, identity.externalId);
  await db.transaction((tx) => recordProfile(tx, identity, profile));
  if (profile.state === "failed") throw new Error(`The profile could not be fetched: ${profile.detail}`);
}

/** Names give way to messages while the platform wants to be called less. */
async function askLater(identityId: string, until: Date) {
  await db.transaction((tx) =>
    enqueue(tx, "fetch-profile", { identityId }, { key: `profile:${identityId}`, runAt: until }),
  );
}

async function recordProfile(
  tx: Tx,
  { id, contactId }: typeof contactIdentities.$inferSelect,
  profile: Profile,
) {
  await lockThreads(tx, eq(conversations.contactId, contactId));
  await tx.update(contactIdentities).set({ profileState: profile.state }).where(eq(contactIdentities.id, id));
  await tx
    .update(contacts)
    .set({ ...known(profile), revision: sql`${contacts.revision} + 1` })
    .where(eq(contacts.id, contactId));
  await touchConversations(tx, contactId);
  if (profile.state === "known" && profile.pictureUrl) await enqueueCopyOfPicture(tx, contactId);
}

function known(profile: Profile) {
  if (profile.state !== "known") return {};
  const { name, pictureUrl, locale, timezone } = profile;
  return { ...(name && { name }), ...(pictureUrl && { pictureUrl }), locale, timezone };
}

/** Name and picture stand on every row of the contact's conversations. */
export async function touchConversations(tx: Tx, contactId: string) {
  const touched = await tx
    .update(conversations)
    .set({ revision: sql`${conversations.revision} + 1` })
    .where(eq(conversations.contactId, contactId))
    .returning({ id: conversations.id });
  await recordEvent(
    tx,
    ...touched.map(({ id }) => ({ type: "contact.changed" as const, conversationId: id, contactId })),
  );
}
