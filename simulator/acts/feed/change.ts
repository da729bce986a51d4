import type { Platform } from "../../platform";
import { pageLikeValue, reactionValue } from "../../webhooks/feed-changes";
import type { Page, Person } from "../../world/entities";
import type { Author, Comment, Post, Reaction, Tag } from "../../world/feed/published";
import { wholeSecond } from "../../world/moments";
import { announce, laneOf } from "./announce";

/** Decides when the apps are told: at once, unless an answer has to go out first. */
type When = (tell: () => void) => void;

const atOnce: When = (tell) => tell();

/** Its author writes it anew. */
export function editPublished(
  platform: Platform,
  published: Post | Comment,
  text: string,
  tags: Tag[] = [],
  when = atOnce,
): void {
  published.text = text;
  published.tags = tags;
  published.editedAt = wholeSecond(platform.clock.now());
  when(() => announce(platform, published, "edited"));
}

/** Its author or the Page takes it away, with all that stands under it; only itself is told of. */
export function removePublished(platform: Platform, published: Post | Comment, when = atOnce): void {
  if (published.removed) return;
  published.removed = true;
  when(() => announce(platform, published, "remove"));
}

/** The Page hides or shows what somebody else said. */
export function setHidden(
  platform: Platform,
  published: Post | Comment,
  hidden: boolean,
  when = atOnce,
): void {
  if (published.hidden === hidden) return;
  published.hidden = hidden;
  when(() => announce(platform, published, hidden ? "hide" : "unhide"));
}

export function setLikedByPage(
  platform: Platform,
  published: Post | Comment,
  liked: boolean,
  when = atOnce,
): void {
  if (published.likedByPage === liked) return;
  published.likedByPage = liked;
  const by: Author = { kind: "page", id: published.pageId };
  when(() => tellReaction(platform, published, by, "like", liked ? "add" : "remove"));
}

/** A person reacts, changes their mind, or takes it back (null). */
export function reactInPublic(
  platform: Platform,
  published: Post | Comment,
  person: Person,
  reaction: Reaction | null,
): void {
  const before = published.reactions[person.id];
  if (before === (reaction ?? undefined)) return;
  if (reaction) published.reactions[person.id] = reaction;
  else delete published.reactions[person.id];
  const verb = reaction === null ? "remove" : before ? "edit" : "add";
  tellReaction(platform, published, { kind: "person", id: person.id }, reaction ?? before!, verb);
}

/** A person likes the Page itself. */
export function likePage(platform: Platform, page: Page, person: Person): void {
  const by: Author = { kind: "person", id: person.id };
  const at = platform.clock.now();
  platform.publisher.publishChange(page, {
    field: "feed",
    lane: "likes",
    personId: person.id,
    valueFor: (app) => pageLikeValue(platform, app, page.id, by, at),
  });
}

/** Only what stands on the Page's own wall is told of. */
function tellReaction(
  platform: Platform,
  on: Post | Comment,
  by: Author,
  reaction: Reaction,
  verb: "add" | "edit" | "remove",
): void {
  const { world, publisher, clock } = platform;
  world.changed({ pageId: on.pageId });
  const post = on.kind === "comment" ? world.posts.get(on.postId) : on;
  if (!post || post.kind === "elsewhere" || post.kind === "rating") return;
  const at = clock.now();
  publisher.publishChange(world.pages.get(on.pageId)!, {
    field: "feed",
    lane: laneOf(platform, on),
    personId: by.kind === "person" ? by.id : null,
    valueFor: (app) => reactionValue(platform, app, { on, by, reaction, verb, at }),
  });
}
