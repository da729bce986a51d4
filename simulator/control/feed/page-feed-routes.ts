import type { Hono } from "hono";
import { z } from "zod";
import { editPublished, removePublished, setHidden, setLikedByPage } from "../../acts/feed/change";
import { writeComment, writePost } from "../../acts/feed/say";
import type { Platform } from "../../platform";
import type { Page } from "../../world/entities";
import { isBy } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";
import { ControlError } from "../control-error";
import { pageById, publishedById } from "../lookups";
import { readBody } from "../read-body";
import { feedView } from "./feed-view";
import { wordsOf } from "./person-feed-routes";

const postSchema = z.object({
  text: z.string().optional(),
  picture: z.boolean().optional(),
  video: z.boolean().optional(),
  link: z.url().optional(),
  published: z.boolean().optional(),
  promoted: z.boolean().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

const commentSchema = z.object({
  to: z.string(),
  text: z.string().optional(),
  photo: z.boolean().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

const moderationSchema = z.object({
  id: z.string(),
  action: z.enum(["hide", "unhide", "remove", "like", "unlike", "edit"]),
  text: z.string().optional(),
});

const blockSchema = z.object({
  seconds: z.number().positive().nullable(),
  prolongedBySeconds: z.number().min(0).default(0),
});

/** What the Page says and does in public from the platform's own tools, and the feed as it stands. */
export function addPageFeedRoutes(control: Hono, platform: Platform): void {
  control.get("/pages/:id/feed", (c) => c.json(feedView(platform, pageById(platform, c.req.param("id")))));

  control.post("/pages/:id/posts", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { picture, video, at, ...given } = await readBody(c, postSchema);
    const sample = video ? "video" : picture ? "image" : null;
    const post = writePost(platform, page, {
      ...given,
      kind: video ? "video" : undefined,
      mediaId: sample ? platform.media.sample(sample) : undefined,
      at: at === undefined ? undefined : Date.parse(at),
    });
    return c.json({ id: post.id });
  });

  control.post("/pages/:id/comments", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { to, ...given } = await readBody(c, commentSchema);
    const author = { kind: "page" as const, id: page.id };
    const words = wordsOf(platform, given);
    return c.json({ id: writeComment(platform, author, publishedById(platform, to), words).id });
  });

  control.post("/pages/:id/moderation", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { id, action, text = "" } = await readBody(c, moderationSchema);
    moderate(platform, page, publishedById(platform, id), action, text);
    return c.json({});
  });

  control.put("/pages/:id/comment-block", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { seconds, prolongedBySeconds } = await readBody(c, blockSchema);
    page.commentBlock =
      seconds === null
        ? null
        : { until: platform.clock.now() + seconds * 1_000, prolongedByMs: prolongedBySeconds * 1_000 };
    platform.world.changed({ pageId: page.id });
    return c.json({ until: page.commentBlock ? new Date(page.commentBlock.until).toISOString() : null });
  });
}

export function moderate(
  platform: Platform,
  page: Page,
  published: Post | Comment,
  action: z.infer<typeof moderationSchema>["action"],
  text = "",
): void {
  if (published.pageId !== page.id) throw new ControlError(`${published.id} is another Page's.`);
  if (action === "hide" || action === "unhide") setHidden(platform, published, action === "hide");
  if (action === "like" || action === "unlike") setLikedByPage(platform, published, action === "like");
  if (action === "remove") removePublished(platform, published);
  if (action !== "edit") return;
  if (!isBy(published.author, page)) throw new ControlError("The Page edits only what it said itself.");
  editPublished(platform, published, text);
}
