import type { Hono } from "hono";
import { z } from "zod";
import { PAGE_INBOX_APP_ID, writeFromElsewhere } from "../acts/page-acts";
import { editMessage, react, readThread, tapPostback, writeMessage } from "../acts/person-acts";
import type { Platform } from "../platform";
import { type PublicAct, performInPublic, publicActSchemas } from "./feed/public-acts";
import { messageById, pageById, personById } from "./lookups";
import { readBody } from "./read-body";

const inThread = { personId: z.string(), pageId: z.string() };

const actSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), ...inThread, text: z.string() }),
  z.object({ kind: z.literal("edit"), ...inThread, mid: z.string(), text: z.string() }),
  z.object({
    kind: z.literal("reaction"),
    ...inThread,
    mid: z.string(),
    emoji: z.string(),
    action: z.enum(["react", "unreact"]).default("react"),
  }),
  z.object({ kind: z.literal("postback"), ...inThread, title: z.string(), payload: z.string() }),
  z.object({ kind: z.literal("read"), ...inThread }),
  z.object({ kind: z.literal("inbox_message"), ...inThread, text: z.string() }),
  z.object({ kind: z.literal("app_message"), ...inThread, text: z.string(), appId: z.string() }),
  ...publicActSchemas,
]);

const actsSchema = z.object({
  acts: z.array(actSchema).max(10_000),
  perDelivery: z.number().int().positive().default(1),
});

/** What many people do at the same moment, in one call: for whoever lets hundreds of them act all the time. */
export function addActRoutes(control: Hono, platform: Platform): void {
  control.post("/acts", async (c) => {
    const { acts, perDelivery } = await readBody(c, actsSchema);
    const mids: (string | null)[] = [];
    platform.publisher.batched(perDelivery, () => {
      for (const act of acts) mids.push(perform(platform, act));
    });
    return c.json({ mids });
  });
}

/** The mid of what was written, or the id of what was said in public; null for acts that write nothing. */
function perform(platform: Platform, act: z.infer<typeof actSchema>): string | null {
  switch (act.kind) {
    case "comment":
    case "comment_edit":
    case "comment_removal":
    case "visitor_post":
    case "page_comment":
    case "page_hide":
      return performInPublic(platform, act);
    default:
      return performInThread(platform, act);
  }
}

function performInThread(
  platform: Platform,
  act: Exclude<z.infer<typeof actSchema>, PublicAct>,
): string | null {
  const page = pageById(platform, act.pageId);
  const person = personById(platform, act.personId);
  switch (act.kind) {
    case "message":
      return writeMessage(platform, page, person, { text: act.text }).mid;
    case "postback":
      return tapPostback(platform, page, person, act).mid;
    case "inbox_message":
      return writeFromElsewhere(platform, page, person, act.text, PAGE_INBOX_APP_ID).mid;
    case "app_message":
      return writeFromElsewhere(platform, page, person, act.text, act.appId).mid;
    case "edit":
      editMessage(platform, page, person, messageById(platform, act.mid), act.text);
      return null;
    case "reaction":
      react(platform, page, person, messageById(platform, act.mid), act.action, act.emoji);
      return null;
    case "read":
      readThread(platform, page, person);
      return null;
    default:
      return act satisfies never;
  }
}
