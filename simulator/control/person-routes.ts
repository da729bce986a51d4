import type { Context, Hono } from "hono";
import { z } from "zod";
import {
  editMessage,
  followReferral,
  linkAccount,
  optIn,
  react,
  readThread,
  tapPostback,
  writeMessage,
} from "../acts/person-acts";
import type { Platform } from "../platform";
import type { Message, MessageAttachment, Page, Person } from "../world/entities";
import { ControlError } from "./control-error";
import { messageById, pageById, personById } from "./lookups";
import { readBody } from "./read-body";
import { threadView } from "./thread-view";

const onPage = z.object({ pageId: z.string() });

const attachmentSchema = z.object({
  type: z.enum([
    "image",
    "audio",
    "video",
    "file",
    "sticker",
    "location",
    "fallback",
    "reel",
    "post",
    "template",
  ]),
  url: z.string().optional(),
  title: z.string().optional(),
  stickerId: z.union([z.string(), z.number()]).optional(),
  lat: z.number().optional(),
  long: z.number().optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
});

const messageSchema = onPage.extend({
  text: z.string().optional(),
  attachments: z.array(attachmentSchema).optional(),
  quickReplyPayload: z.string().optional(),
  replyTo: z.string().optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

const batchSchema = onPage.extend({
  texts: z.array(z.string()).max(10_000),
  perDelivery: z.number().int().positive().optional(),
});

const postbackSchema = onPage.extend({
  title: z.string(),
  payload: z.string(),
  referral: z.record(z.string(), z.unknown()).optional(),
});

const referralSchema = onPage.extend({
  ref: z.string().optional(),
  source: z.string().optional(),
  adId: z.string().optional(),
});

const reactionSchema = onPage.extend({
  mid: z.string(),
  emoji: z.string().default("👍"),
  action: z.enum(["react", "unreact"]).default("react"),
});

const editSchema = onPage.extend({ mid: z.string(), text: z.string() });
const linkSchema = onPage.extend({ status: z.enum(["linked", "unlinked"]) });

/** A sticker that nobody chose: the thumbs-up every client knows (reference 3.5.1). */
const DEFAULT_STICKER_ID = "369239263222822";

/** Acting as a consumer. */
export function addPersonRoutes(control: Hono, platform: Platform): void {
  const act = <T extends z.ZodType<{ pageId: string }>>(
    path: string,
    schema: T,
    perform: (page: Page, person: Person, given: z.infer<T>) => object,
  ) =>
    control.post(`/people/:id/${path}`, async (c: Context) => {
      const person = personById(platform, c.req.param("id") ?? "");
      const given = await readBody(c, schema);
      return c.json(perform(pageById(platform, given.pageId), person, given));
    });

  act("messages", messageSchema, (page, person, { at, attachments, ...given }) =>
    created(
      writeMessage(platform, page, person, {
        ...given,
        attachments: attachments?.map((one) => completeAttachment(platform, one)),
        at: at === undefined ? undefined : Date.parse(at),
      }),
    ),
  );

  act("messages/batch", batchSchema, (page, person, { texts, perDelivery = 1_000 }) => {
    const mids: string[] = [];
    platform.publisher.batched(perDelivery, () => {
      for (const text of texts) mids.push(writeMessage(platform, page, person, { text }).mid);
    });
    return { mids };
  });

  act("postbacks", postbackSchema, (page, person, given) =>
    created(tapPostback(platform, page, person, given)),
  );

  act("referrals", referralSchema, (page, person, { ref, source, adId }) =>
    happened(
      followReferral(platform, page, person, {
        ref,
        source: source ?? (adId ? "ADS" : "SHORTLINK"),
        type: "OPEN_THREAD",
        ad_id: adId,
      }),
    ),
  );

  act("reactions", reactionSchema, (page, person, { mid, action, emoji }) =>
    happened(react(platform, page, person, messageById(platform, mid), action, emoji)),
  );

  act("edits", editSchema, (page, person, { mid, text }) => {
    const message = messageById(platform, mid);
    if (message.from !== "person") throw new ControlError("People edit only what they wrote themselves.");
    return happened(editMessage(platform, page, person, message, text));
  });

  act("reads", onPage, (page, person) => happened(readThread(platform, page, person)));

  act("optins", onPage.loose(), (page, person, { pageId: _, ...optin }) =>
    happened(optIn(platform, page, person, optin)),
  );

  act("account-links", linkSchema, (page, person, { status }) =>
    happened(
      linkAccount(
        platform,
        page,
        person,
        status === "linked" ? { status, authorization_code: "PASS" } : { status },
      ),
    ),
  );

  act("deletions", onPage.extend({ mid: z.string() }), (_page, _person, { mid }) => {
    messageById(platform, mid).deleted = true;
    platform.world.changed();
    return {};
  });

  control.get("/people/:id/threads/:pageId", (c) => {
    const person = personById(platform, c.req.param("id"));
    const limit = Number(c.req.query("limit") ?? 0);
    return c.json(threadView(platform, pageById(platform, c.req.param("pageId")), person, limit));
  });

  control.post("/phone", async (c) => {
    const schema = z.object({ autoDeliver: z.boolean().optional(), autoRead: z.boolean().optional() });
    Object.assign(platform.world.phone, await readBody(c, schema));
    platform.world.changed();
    return c.json(platform.world.phone);
  });
}

function created({ mid, sentAt }: Message): object {
  return { mid, timestamp: new Date(sentAt).toISOString() };
}

function happened(moment: number): object {
  return { timestamp: new Date(moment).toISOString() };
}

function completeAttachment(platform: Platform, given: z.infer<typeof attachmentSchema>): MessageAttachment {
  const { type, url, title, stickerId, lat = 52.37, long = 4.89, payload } = given;
  const attachment: MessageAttachment = { type };
  const sample = url === undefined ? platform.media.sample(type) : undefined;
  if (sample) attachment.mediaId = sample;
  if (url !== undefined) attachment.url = url;
  if (title !== undefined) attachment.title = title;
  if (payload !== undefined) attachment.payload = payload;
  if (type === "sticker") attachment.stickerId = String(stickerId ?? DEFAULT_STICKER_ID);
  if (type === "location") attachment.coordinates = { lat, long };
  return attachment;
}
