import type { Platform } from "../../platform";
import {
  commentValue,
  mentionValue,
  postValue,
  ratingCommentValue,
  ratingValue,
  type Verb,
} from "../../webhooks/feed-changes";
import type { Change } from "../../webhooks/publisher";
import { postOf } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";

/** Tells the apps what happened to something said in public; an ad is not told of, comments on it are. */
export function announce(platform: Platform, published: Post | Comment, verb: Verb): void {
  const { world, clock, publisher } = platform;
  const page = world.pages.get(published.pageId);
  if (!page) return; // the world was emptied while the answer was on its way

  world.changed({ pageId: page.id });
  const told = tellingOf(platform, published, verb, clock.now());
  if (!told) return;
  const { author } = published;
  const byPage = author.kind === "page" || verb === "hide" || verb === "unhide";
  publisher.publishChange(page, {
    ...told,
    lane: laneOf(platform, published),
    personId: byPage ? null : author.id,
  });
}

/** One lane for each post: what happens below it is told in order. */
export function laneOf({ world }: Platform, published: Post | Comment): string {
  return `post:${postOf(world, published).id}`;
}

function tellingOf(
  platform: Platform,
  published: Post | Comment,
  verb: Verb,
  at: number,
): Pick<Change, "field" | "valueFor"> | null {
  const post = postOf(platform.world, published);
  if (post.kind === "elsewhere") {
    if (!published.mentionsPage) return null;
    return { field: "mention", valueFor: () => mentionValue(platform, published, verb, at) };
  }
  if (published.kind === "comment")
    return post.kind === "rating"
      ? {
          field: "ratings",
          valueFor: (app) => ratingCommentValue(platform, app, published, verb, at),
        }
      : { field: "feed", valueFor: (app) => commentValue(platform, app, published, verb, at) };
  if (post.kind === "rating")
    return { field: "ratings", valueFor: () => ratingValue(platform, post, verb, at) };
  if (post.promoted && !post.published) return null;
  return { field: "feed", valueFor: (app) => postValue(platform, app, post, verb, at) };
}
