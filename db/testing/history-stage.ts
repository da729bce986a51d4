import { asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { historyRuns } from "@/db/schema/history-runs";
import type { ImportDays } from "@/lib/channels/import-days";
import { startGapRun, startImport } from "@/lib/channels/start-history-run";
import { clock } from "@/lib/clock";
import { waiting } from "@/lib/conversations/history/ask-in-turn";
import { workOnHistory } from "@/lib/conversations/history/work-on-history";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { openHarborCoffee } from "./harbor-coffee";

/** Longer than any import reaches back. */
const LONG_IN_MS = 120 * 24 * 3_600_000;

interface Act {
  kind: "message" | "inbox_message";
  personId: string;
  text: string;
}

interface HistoryCall {
  at: string;
  path: string;
  query: Record<string, string>;
  code: number | null;
}

interface PhoneMessage {
  mid: string;
  from: "person" | "page";
  text: string | null;
  timestamp: string;
}

export type HistoryStage = Awaited<ReturnType<typeof openHistoryStage>>;

/** Harbor Coffee with a past on the platform; whoever waits for a turn lets the clocks of both sides pass it. */
export async function openHistoryStage() {
  const coffee = await openHarborCoffee();
  const { facebook, page } = coffee;
  const { control } = facebook;
  let offsetMs = 0;

  async function moveTo(newOffsetMs: number) {
    offsetMs = newOffsetMs;
    clock.now = () => new Date(Date.now() + newOffsetMs);
    await control("PUT", "/clock", { offsetSeconds: newOffsetMs / 1_000 });
  }
  waiting.pass = (milliseconds) => moveTo(offsetMs + milliseconds);

  const stage = {
    ...coffee,
    control,
    /** As a channel that was connected at this moment of both clocks. */
    connect: async () =>
      createChannel({
        externalId: page.id,
        accessToken: await facebook.token(page.id),
        createdAt: clock.now(),
      }),
    /** Lets both clocks run ahead, or goes back. */
    passes: (milliseconds: number) => moveTo(offsetMs + milliseconds),
    moods: (moods: object) => control("PUT", "/moods", moods),
    /** What happens in here nobody ever delivers. */
    async unheard(happens: () => Promise<unknown>) {
      await control("PUT", "/moods", { forget: 1 });
      await happens();
      await control("PUT", "/moods", { forget: 0 });
    },
    async acts(acts: Act[]) {
      const { mids } = await control<{ mids: string[] }>("POST", "/acts", {
        acts: acts.map((act) => ({ ...act, pageId: page.id })),
      });
      return mids;
    },
    async people(count: number) {
      const made = Array.from({ length: count }, (_, index) =>
        control<{ id: string }>("POST", "/people", { name: `Person ${index}` }),
      );
      return (await Promise.all(made)).map(({ id }) => id);
    },
    startsImport: (channelId: string, days: ImportDays = 30) =>
      db.transaction((tx) => startImport(tx, channelId, days, { reason: "connected", actorId: null })),
    looksForGaps: (channelId: string) => db.transaction((tx) => startGapRun(tx, channelId, "asked")),
    /** So many deliveries have come and were opened; others may be held back. */
    async opens(count: number) {
      for (let opened = 0; opened < count; ) opened += await openDeliveries();
    },
    /** Every run that is due is read to its end, or until it must wait. */
    async reads() {
      while (await workOnHistory());
    },
    async run(runId: string | undefined) {
      const [run] = await db.select().from(historyRuns).where(eq(historyRuns.id, runId!));
      return run!;
    },
    async phone(personId: string) {
      const view = await control<{ messages: PhoneMessage[] }>(
        "GET",
        `/people/${personId}/threads/${page.id}`,
      );
      return view.messages;
    },
    async psid(personId: string) {
      const { psids } = await control<{ psids: Record<string, string> }>("GET", `/people/${personId}`);
      return psids[page.id]!;
    },
    /** What we have of somebody's thread, in its order: lines and all. */
    thread: async (personId: string) => threadOf(await stage.psid(personId)),
    async said(personId: string) {
      return (await stage.thread(personId)).filter(({ kind }) => kind !== "system").map(({ text }) => text);
    },
    async lines(personId: string) {
      return (await stage.thread(personId))
        .filter(({ kind }) => kind === "system")
        .map(({ details }) => details as { event: string; count?: number });
    },
    async conversation(personId: string) {
      const psid = await stage.psid(personId);
      const [found] = await db
        .select()
        .from(conversations)
        .where(
          sql`${conversations.identityId} = (select id from contact_identities where external_id = ${psid})`,
        );
      return found;
    },
    /** Our calls for history, oldest first. */
    async asked(): Promise<HistoryCall[]> {
      const { calls } = await control<{ calls: HistoryCall[] }>(
        "GET",
        "/calls?limit=5000&path=(conversations$|^/t_)",
      );
      return calls.toReversed();
    },
    /** Months later for both sides: what was said in another test is long past. */
    async empties() {
      await db.execute(
        sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters, platform_pauses cascade`,
      );
      await coffee.calm();
      await control("PUT", "/moods", { hold: false, forget: 0, perDelivery: 1 });
      await moveTo(offsetMs + LONG_IN_MS);
    },
  };
  return stage;
}

function threadOf(psid: string) {
  return db
    .select({
      externalId: messages.externalId,
      kind: messages.kind,
      direction: messages.direction,
      authorKind: messages.authorKind,
      text: messages.text,
      details: messages.details,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(eq(contactIdentities.externalId, psid))
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
}
