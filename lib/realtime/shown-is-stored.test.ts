import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { echo, edit, message, reaction, receipt } from "@/db/factories/inbound-events";
import { createAgent, PASSWORD } from "@/db/factories/people";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { eventsAfter, expectShownAsStored, type Happening, lastEvent } from "@/db/testing/happenings";
import { answerBrowsers, compareScreens, openScreens } from "@/db/testing/screen";
import { createSmallInbox, MARIA, type SmallInbox, TOM } from "@/db/testing/small-inbox";
import { disconnectChannel } from "@/lib/channels/disconnect-channel";
import { standIn, standInAnswering } from "@/lib/channels/facebook/graph-stand-in";
import { updateChannel } from "@/lib/channels/update-channel";
import { addContactNote, changeContact } from "@/lib/contacts/change-contact";
import { fetchProfile } from "@/lib/contacts/fetch-profile";
import { assignConversation } from "@/lib/conversations/assign-conversation";
import { closeConversation } from "@/lib/conversations/close-conversation";
import { copyAttachment } from "@/lib/conversations/files/copy-attachment";
import { retryCopy } from "@/lib/conversations/files/retry-copy";
import { readConversation } from "@/lib/conversations/read-conversation";
import { reopenConversation } from "@/lib/conversations/reopen-conversation";
import { cancelMessage } from "@/lib/conversations/sending/cancel-message";
import { deliverMessages } from "@/lib/conversations/sending/deliver-messages";
import { mindOutbox } from "@/lib/conversations/sending/mind-outbox";
import { retryMessage } from "@/lib/conversations/sending/retry-message";
import { sendingPatience } from "@/lib/conversations/sending/sending-patience";
import { wakeChannel } from "@/lib/conversations/sending/wake-channel";
import { visibleTo } from "@/lib/conversations/visible-to";
import { changePassword } from "@/lib/people/change-password";
import { updateUser } from "@/lib/people/update-user";
import { presentEvents } from "./present";

const NOBODY_YET = "7300000000000001";

let { ada, ana, jonas, page, of, from, told, says } = {} as SmallInbox;

beforeAll(answerBrowsers);
afterAll(() => vi.unstubAllGlobals());
beforeEach(async () => {
  ({ ada, ana, jonas, page, of, from, told, says } = await createSmallInbox());
});

async function messageIdOf(externalId: string) {
  const [found] = await db.select().from(messages).where(eq(messages.externalId, externalId));
  return found!.id;
}

const maria = (minutesAgo: number) => from(MARIA, minutesAgo);
const around = (minutesAgo: number) => ({ ...maria(minutesAgo), owned: true, raw: { told: minutesAgo } });
const platformAnswers = (status: number, body: unknown) => standInAnswering(status, body);
const refusal = (code: number) => ({ error: { code, message: "no", type: "OAuthException" } });
const historyWith = (text: string) => ({
  data: [
    {
      id: "t_1",
      messages: {
        data: [
          {
            id: "m_sent",
            created_time: new Date().toISOString(),
            message: text,
            from: { id: page.externalId },
          },
        ],
      },
    },
  ],
});
async function newestOfOurs() {
  const [newest] = await db.select().from(messages).where(eq(messages.status, "queued"));
  return newest!;
}
const delivers = () => deliverMessages({ conversationId: of.maria.id });

/** A file at an address that is never opened. */
const sendsUnreachable = () =>
  told(
    message({
      ...maria(5),
      kind: "media",
      text: null,
      attachments: [{ type: "image", url: "http://10.0.0.1/a.png" }],
    }),
  );
async function copiesWhatIsWanted() {
  for (const { id } of await db.select().from(attachments))
    await copyAttachment({ attachmentId: id, failures: 0 });
}

/** Everything that can happen, in one line each. */
const happenings: Happening[] = [
  ["somebody new writes", () => told(message(from(NOBODY_YET, 5)))],
  ["a customer goes on writing", () => told(message({ ...maria(5), text: "One more thing" }))],
  ["a customer writes in what nobody has taken", () => told(message(from(TOM, 5)))],
  ["a late message slides in", () => told(message({ ...maria(45), text: "And in green" }))],
  ["a message comes twice", () => told(...Array(2).fill(message({ ...maria(5), externalId: "m_twice" })))],
  [
    "a picture",
    () =>
      told(
        message({
          ...maria(5),
          kind: "media",
          text: null,
          attachments: [{ type: "image", url: "https://cdn.example/a.png" }],
        }),
      ),
  ],
  ["an answer to a message", () => told(message({ ...maria(5), replyToExternalId: "m_1" }))],
  [
    "a message that was quoted before it came",
    () => told(message({ ...maria(10), externalId: "m_quoted", text: "The quoted one" })),
    { before: () => told(message({ ...maria(5), replyToExternalId: "m_quoted" })) },
  ],
  ["a button", () => told(message({ ...maria(5), kind: "postback", text: "Get started", payload: "START" }))],
  ["a message from an ad", () => told(message({ ...maria(5), referral: { source: "ad", adId: "1" } }))],
  ["something we can't show yet", () => told({ ...around(5), type: "unsupported", externalId: "u_1" })],
  ["something overheard", () => told(message({ ...from(TOM, 5), owned: false }))],
  [
    "a link that was followed",
    () => told({ ...around(5), type: "referral", referral: { source: "link", ref: "autumn" } }),
  ],
  ["an opt-in", () => told({ ...around(5), type: "opt_in", topic: "News", details: {} })],
  ["a linked account", () => told({ ...around(5), type: "account_linking", linked: true })],
  [
    "another app takes over",
    () => told({ ...around(5), type: "thread_control", action: "taken", toAppExternalId: "9", note: null }),
  ],
  ["feedback", () => told({ ...around(5), type: "feedback", messageExternalId: "m_3", feedback: "👍" })],
  ["a reaction", () => told(reaction({ ...maria(5), messageExternalId: "m_3" }))],
  ["a reaction to the newest message", () => told(reaction({ ...maria(5), messageExternalId: "m_4" }))],
  [
    "a reaction that is taken back",
    () => told(reaction({ ...maria(4), messageExternalId: "m_3", removed: true })),
    { before: () => told(reaction({ ...maria(5), messageExternalId: "m_3" })) },
  ],
  ["a reaction before its message", () => told(reaction({ ...maria(5), messageExternalId: "m_never" }))],
  ["an edit", () => told(edit({ ...maria(5), messageExternalId: "m_1", text: "Good morning", number: 1 }))],
  [
    "an edit of the newest message",
    () => told(edit({ ...maria(5), messageExternalId: "m_4", text: "Good!", number: 1 })),
  ],
  [
    "an edit of a message that another one quotes",
    () => told(edit({ ...maria(4), messageExternalId: "m_1", text: "Good morning", number: 1 })),
    { before: () => told(message({ ...maria(5), replyToExternalId: "m_1" })) },
  ],
  ["a deletion", () => told({ ...around(5), type: "deletion", messageExternalId: "m_2" })],
  [
    "a deletion of the newest message",
    () => told({ ...around(5), type: "deletion", messageExternalId: "m_4" }),
  ],
  ["somebody answers in the Page's own inbox", () => told(echo({ ...maria(5), text: "On its way!" }))],
  ["somebody else answers what nobody has taken", () => told(echo({ ...from(TOM, 5), text: "We are." }))],
  ["the Page speaks to somebody new from elsewhere", () => told(echo(from(NOBODY_YET, 5)))],
  [
    "they answer that",
    () => told(message(from(NOBODY_YET, 4))),
    { before: () => told(echo(from(NOBODY_YET, 5))) },
  ],
  ["delivered", () => told(receipt("delivered", { ...maria(5), until: maria(5).at }))],
  ["read", () => told(receipt("read", { ...maria(5), until: maria(5).at }))],
  [
    "read, of the newest message",
    () => told(receipt("read", { ...maria(4), until: maria(4).at })),
    { before: () => told(echo({ ...maria(5), text: "On its way!" })) },
  ],
  ["an agent answers", () => says("With the noon truck.")],
  ["an agent answers what nobody has taken", () => says("We are.", { agent: jonas, id: of.tom.id })],
  ["an agent answers in a closed conversation", () => says("You are welcome.", { id: of.lena.id })],
  ["a note", () => says("She called twice.", { visibility: "note" })],
  [
    "an answer that was sent",
    async () => {
      await platformAnswers(200, { message_id: "m_sent" });
      await delivers();
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "an answer that the platform refused",
    async () => {
      await platformAnswers(400, refusal(551));
      await delivers();
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "an answer that has to wait",
    async () => {
      await platformAnswers(400, refusal(613));
      await delivers();
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "an answer whose end nobody knows",
    async () => {
      await platformAnswers(500, "a proxy's page");
      await delivers();
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "an answer on which we gave up",
    async () => {
      await platformAnswers(500, "a proxy's page");
      await mindOutbox();
      await delivers();
    },
    {
      before: async () => {
        const { id } = await says("With the noon truck.");
        const attemptedAt = new Date(Date.now() - 2 * sendingPatience.unknown);
        await db
          .update(messages)
          .set({ status: "sending", attemptedAt, uncertainSince: attemptedAt })
          .where(eq(messages.id, id));
      },
    },
  ],
  [
    "an answer that history knows",
    async () => {
      await platformAnswers(200, historyWith("With the noon truck."));
      await delivers();
    },
    {
      before: async () => {
        const { id } = await says("With the noon truck.");
        await db
          .update(messages)
          .set({ status: "sending", attemptedAt: new Date() })
          .where(eq(messages.id, id));
      },
    },
  ],
  [
    "an answer that history doesn't know",
    async () => {
      await platformAnswers(200, historyWith("Something else"));
      await delivers();
    },
    {
      before: async () => {
        const { id } = await says("With the noon truck.");
        await db
          .update(messages)
          .set({ status: "sending", attemptedAt: new Date() })
          .where(eq(messages.id, id));
      },
    },
  ],
  [
    "an answer is taken back",
    async () => {
      const [queued] = await db.select().from(messages).where(eq(messages.status, "queued"));
      await cancelMessage(ana, of.maria.id, queued!.id);
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "an answer whose channel was switched off, and the one behind it",
    () => delivers(),
    {
      before: async () => {
        await says("With the noon truck.");
        await says("Or the one at five.");
        await updateChannel(ada, page.id, { active: false });
      },
    },
  ],
  [
    "the channel is switched on again",
    () => wakeChannel({ channelId: page.id }),
    {
      before: async () => {
        await says("With the noon truck.");
        await platformAnswers(400, refusal(613));
        await delivers();
      },
    },
  ],
  [
    "an answer that quotes one which has no name yet",
    async () => {
      await says("Or the one at five.", { replyToId: (await newestOfOurs()).id });
      let named = 0;
      await standIn((_request, response) => {
        named += 1;
        response.end(JSON.stringify({ message_id: `m_sent_${named}` }));
      });
      await delivers();
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "a token that has ended",
    async () => {
      await platformAnswers(400, refusal(190));
      await delivers();
    },
    { before: () => says("With the noon truck."), readsAgain: ["channels", "contact"] },
  ],
  [
    "a failed answer is sent again",
    async () => {
      const [failed] = await db.select().from(messages).where(eq(messages.status, "failed"));
      await retryMessage(ana, of.maria.id, failed!.id);
    },
    {
      before: async () => {
        const { id } = await says("With the noon truck.");
        await db
          .update(messages)
          .set({ status: "failed", failureReason: "rejected" })
          .where(eq(messages.id, id));
      },
    },
  ],
  [
    "the echo of our own answer, dated by the platform",
    async () => {
      const [queued] = await db.select().from(messages).where(eq(messages.status, "queued"));
      await told(echo({ ...maria(1), externalId: "m_own", messageId: queued!.id, text: queued!.text }));
    },
    { before: () => says("With the noon truck.") },
  ],
  [
    "the echo of our own answer shows that it was the older one",
    async () => {
      const [queued] = await db.select().from(messages).where(eq(messages.status, "queued"));
      await told(echo({ ...maria(31), externalId: "m_own", messageId: queued!.id, text: queued!.text }));
    },
    { before: () => says("With the noon truck.") },
  ],
  ["given to somebody else", () => assignConversation(ana, of.maria.id, jonas.id)],
  ["taken", () => assignConversation(ana, of.tom.id, ana.id)],
  ["given back", () => assignConversation(jonas, of.maria.id, null)],
  ["closed", () => closeConversation(jonas, of.maria.id)],
  ["reopened", () => reopenConversation(ana, of.lena.id)],
  [
    "closed and reopened",
    () => reopenConversation(ana, of.maria.id),
    { before: () => closeConversation(ana, of.maria.id) },
  ],
  [
    "a customer comes back soon",
    () => told(message(maria(0))),
    { before: () => closeConversation(ana, of.maria.id) },
  ],
  [
    "a customer comes back much later",
    () => told(message(maria(0))),
    {
      before: async () => {
        await closeConversation(ana, of.maria.id);
        const closedAt = new Date(Date.now() - 5 * 24 * 3_600_000);
        await db.update(conversations).set({ closedAt }).where(eq(conversations.id, of.maria.id));
      },
    },
  ],
  ["seen to the end", async () => readConversation(ana, of.maria.id, await messageIdOf("m_4"))],
  ["seen in part", async () => readConversation(ana, of.maria.id, await messageIdOf("m_1"))],
  [
    "the platform tells who a customer is",
    async () => {
      await platformAnswers(200, { name: "María Solano", profile_pic: "https://cdn.example/maria.png" });
      await fetchProfile({ identityId: of.maria.identityId });
    },
    { readsAgain: ["contact", "messages"] },
  ],
  [
    "the platform does not tell who a customer is",
    async () => {
      await platformAnswers(400, refusal(2018218));
      await fetchProfile({ identityId: of.maria.identityId });
    },
    { readsAgain: ["contact"] },
  ],
  [
    "a customer is tagged",
    () => changeContact(ana, visibleTo(ana), of.maria.contactId, { tags: ["regular"] }),
    { readsAgain: ["contact"] },
  ],
  [
    "a note about a customer",
    () => addContactNote(ana, visibleTo(ana), of.maria.contactId, "Likes it dark."),
    { readsAgain: ["contact"] },
  ],
  [
    "a channel gets another name and limit",
    () => updateChannel(ada, page.id, { name: "Harbor Coffee Roastery", lengthLimit: 100 }),
    { readsAgain: ["channels", "contact"] },
  ],
  [
    "a channel is switched off",
    () => updateChannel(ada, page.id, { active: false }),
    { readsAgain: ["channels", "contact"] },
  ],
  [
    "people may no longer answer after the window",
    () => updateChannel(ada, page.id, { humanAgent: false }),
    { readsAgain: ["channels", "contact", "conversation", "conversations"] },
  ],
  ["a Page is disconnected", () => disconnectChannel(ada, page.id), { readsAgain: ["channels", "contact"] }],
  [
    "a colleague gets another name",
    () => updateUser(ada, ana.id, { nickname: "Anita" }),
    { readsAgain: ["agents", "channels", "contact", "messages"] },
  ],
  [
    "a colleague is disabled",
    async () => {
      const [tess] = await db.select().from(users).where(eq(users.name, "Tess"));
      await updateUser(ada, tess!.id, { disabled: true });
    },
    {
      before: async () => assignConversation(ana, of.tom.id, (await createAgent({ name: "Tess" })).id),
      readsAgain: ["agents", "channels", "contact"],
    },
  ],
  ["a file that can't be copied", () => copiesWhatIsWanted(), { before: () => sendsUnreachable() }],
  [
    "a file that could not be copied is tried again",
    async () => {
      const [file] = await db.select().from(attachments).where(eq(attachments.state, "failed"));
      await retryCopy(ana, file!.id);
    },
    {
      before: async () => {
        await sendsUnreachable();
        await copiesWhatIsWanted();
      },
    },
  ],
  [
    "a colleague changes their password",
    () => changePassword(ana, { current: PASSWORD, next: "coffee in the harbor" }),
  ],
];

test.each(happenings)("%s", async (...happening) => {
  await expectShownAsStored([ana, jonas], of.maria, happening);
});

test("a whole day, heard at once, in any order and twice", async () => {
  const [calm, late, twice] = await Promise.all([1, 2, 3].map(() => openScreens([ana, jonas], of.maria)));
  const last = await lastEvent();
  const emissions = [];
  for (const [, act, row] of happenings.slice(0, 30)) {
    const before = await lastEvent();
    await row?.before?.();
    await act();
    emissions.push(await presentEvents(await eventsAfter(before)));
  }

  const together = await presentEvents(await eventsAfter(last));
  for (const screen of calm!) screen.hear(together);
  for (const screen of late!) for (const told of [...emissions].reverse()) screen.hear(told);
  for (const screen of twice!) for (const told of [...emissions, ...emissions]) screen.hear(told);
  const { shown, stored } = await compareScreens([...calm!, ...late!, ...twice!]);
  expect(shown).toEqual(stored);
});
