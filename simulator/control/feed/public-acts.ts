import { z } from "zod";
import { editPublished, removePublished } from "../../acts/feed/change";
import { writeComment, writeVisitorPost } from "../../acts/feed/say";
import type { Platform } from "../../platform";
import { pageById, personById, publishedById } from "../lookups";
import { moderate } from "./page-feed-routes";
import { authorOf, ownOf } from "./person-feed-routes";

const person = { personId: z.string(), pageId: z.string().optional() };

/** What may happen in public among the acts of many people. */
export const publicActSchemas = [
  z.object({ kind: z.literal("comment"), ...person, to: z.string(), text: z.string() }),
  z.object({ kind: z.literal("comment_edit"), ...person, id: z.string(), text: z.string() }),
  z.object({ kind: z.literal("comment_removal"), ...person, id: z.string() }),
  z.object({ kind: z.literal("visitor_post"), ...person, pageId: z.string(), text: z.string() }),
  z.object({ kind: z.literal("page_comment"), pageId: z.string(), to: z.string(), text: z.string() }),
  z.object({
    kind: z.literal("page_hide"),
    pageId: z.string(),
    id: z.string(),
    hidden: z.boolean().default(true),
  }),
] as const;

export type PublicAct = z.infer<(typeof publicActSchemas)[number]>;

/** The id of what was said; null for acts that say nothing. */
export function performInPublic(platform: Platform, act: PublicAct): string | null {
  switch (act.kind) {
    case "comment": {
      const author = authorOf(personById(platform, act.personId));
      return writeComment(platform, author, publishedById(platform, act.to), { text: act.text }).id;
    }
    case "visitor_post":
      return writeVisitorPost(platform, pageById(platform, act.pageId), personById(platform, act.personId), {
        text: act.text,
      }).id;
    case "page_comment": {
      const author = { kind: "page" as const, id: pageById(platform, act.pageId).id };
      return writeComment(platform, author, publishedById(platform, act.to), { text: act.text }).id;
    }
    case "comment_edit":
      editPublished(platform, ownOf(platform, personById(platform, act.personId), act.id), act.text);
      return null;
    case "comment_removal":
      removePublished(platform, ownOf(platform, personById(platform, act.personId), act.id));
      return null;
    case "page_hide":
      moderate(
        platform,
        pageById(platform, act.pageId),
        publishedById(platform, act.id),
        act.hidden ? "hide" : "unhide",
      );
      return null;
    default:
      return act satisfies never;
  }
}
