import { and, eq, inArray, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { encrypt } from "@/lib/encryption";
import { isAppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import { enqueue } from "@/lib/jobs/enqueue";
import { installationApp } from "./channel-credentials";
import { type ChosenApp, storeApp } from "./connect-app";
import { type ChannelRow, findChannel } from "./find-channel";
import { checkAnew } from "./health/want-check";
import type { ImportDays } from "./import-days";
import { presentChannel } from "./present-channel";
import type { ChannelShape } from "./shapes";
import { startGapRun, startImport } from "./start-history-run";
import { settleSubscription } from "./subscribe-channel";
import { wakeWaiting } from "./wake-waiting";

/** Of the nameless, how many are asked for at once; the others when they write again or the Page is connected anew. */
const MOST_PROFILES = 1_000;

export interface PageToConnect {
  externalId: string;
  name: string;
  pictureUrl: string | null;
  accessToken: string;
  app: ChosenApp;
  /** What the token is known to hold; empty = not known. */
  granted: string[];
  /** How much of its past is imported the first time it is connected. */
  importDays: ImportDays;
  /** Whether it receives posts, comments and mentions too, the first time it is connected. */
  public: boolean;
}

/**
 * One Page becomes a channel and is subscribed; both doors, the token and the sign-in, end here. A Page that is known
 * already gets the new token and keeps its settings and its history, also after it was disconnected.
 * The channel stands even where the platform refuses to subscribe it: it says so, and subscribing can be tried again.
 */
export async function connectPage(agent: Agent, page: PageToConnect): Promise<ChannelShape> {
  const channelId = await db.transaction(async (tx) => {
    if (page.app.brought) await storeApp(tx, page.app);
    const created = await createChannel(tx, page);
    const channel = created ?? (await renewChannel(tx, page));
    await recordEvent(tx, {
      type: "channel.connected",
      channelId: channel.id,
      actorId: agent.id,
      details: { name: channel.name, first: created !== undefined },
    });
    await checkAnew(tx, channel.id);
    await wakeWaiting(tx, channel.id);
    await askForProfiles(tx, channel.id);
    await enqueue(tx, "reopen-unknown", { channelId: channel.id }, { key: `reopen-unknown:${channel.id}` });
    if (created)
      await startImport(tx, channel.id, page.importDays, { reason: "connected", actorId: agent.id });
    else await startGapRun(tx, channel.id, "reconnected", agent.id);
    return channel.id;
  });
  await subscribeAsFarAsPossible(agent, channelId);

  return presentChannel(await findChannel(channelId));
}

/** People who wrote while there was no token are still nameless. */
async function askForProfiles(tx: Tx, channelId: string) {
  const nameless = await tx
    .select({ id: contactIdentities.id })
    .from(contactIdentities)
    .where(
      and(
        eq(contactIdentities.channelId, channelId),
        inArray(contactIdentities.profileState, ["pending", "failed"]),
      ),
    )
    .limit(MOST_PROFILES);
  for (const { id } of nameless) {
    await enqueue(tx, "fetch-profile", { identityId: id }, { key: `profile:${id}` });
  }
}

async function createChannel(tx: Tx, page: PageToConnect): Promise<ChannelRow | undefined> {
  const [created] = await tx
    .insert(channels)
    .values({
      kind: "facebook",
      externalId: page.externalId,
      name: page.name,
      ...access(page),
      isPublic: page.public,
      externalUserId: await outsideUser(tx),
    })
    .onConflictDoNothing()
    .returning();
  return created;
}

async function renewChannel(tx: Tx, page: PageToConnect): Promise<ChannelRow> {
  const [renewed] = await tx
    .update(channels)
    .set({ ...access(page), revision: sql`${channels.revision} + 1` })
    .where(and(eq(channels.kind, "facebook"), eq(channels.externalId, page.externalId)))
    .returning();
  return renewed!;
}

const access = ({ accessToken, app, pictureUrl, granted }: PageToConnect) => ({
  accessTokenEncrypted: encrypt(accessToken),
  appId: app.appId === installationApp()?.appId ? null : app.appId,
  ...(pictureUrl && { pictureUrl }),
  tokenState: "valid" as const,
  tokenProblem: null,
  grantedPermissions: granted,
  disconnectedAt: null,
});

/** A fixed id: whoever connects the first Page, and however many do at once, there is one such user. */
const OUTSIDE_USER_ID = "0e7e1a1e-0000-4000-8000-000000000001";

/** To whom messages are attributed that were written as the Page, but not here. */
async function outsideUser(tx: Tx): Promise<string> {
  const [created] = await tx
    .insert(users)
    .values({ id: OUTSIDE_USER_ID, name: "Outside Pagedesk", role: "external" })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (created) await recordEvent(tx, { type: "user.changed", userId: created.id });

  return OUTSIDE_USER_ID;
}

async function subscribeAsFarAsPossible(agent: Agent, channelId: string) {
  try {
    await settleSubscription(agent, channelId);
  } catch (error) {
    if (!isAppError(error)) throw error; // a refusal is shown by the channel itself: it isn't subscribed
  }
}
