import type { Platform } from "../../platform";
import type { Page, Person } from "../../world/entities";
import { addComment, addPost } from "../../world/feed/feed";
import type { Author, Comment, Post, Tag } from "../../world/feed/published";
import { announce } from "./announce";

export interface PagePost {
  text?: string | undefined;
  kind?: "status" | "photo" | "video" | "share" | undefined;
  mediaId?: string | undefined;
  link?: string | undefined;
  published?: boolean | undefined;
  promoted?: boolean | undefined;
  at?: number | undefined;
}

export interface Words {
  text?: string | undefined;
  mediaId?: string | undefined;
  at?: number | undefined;
}

/** The Page posts on its own wall. */
export function writePost(platform: Platform, page: Page, given: PagePost): Post {
  const post = placePost(platform, page, given);
  announce(platform, post, "add");
  return post;
}

/** The same, without telling anybody yet, see `announce`. */
export function placePost(platform: Platform, page: Page, given: PagePost): Post {
  const { text = null, mediaId = null, link = null, at = platform.clock.now() } = given;
  const kind = given.kind ?? (mediaId ? "photo" : link ? "share" : "status");
  return addPost(platform.world, {
    pageId: page.id,
    author: { kind: "page", id: page.id },
    kind,
    text,
    mediaId,
    link,
    published: given.published ?? true,
    promoted: given.promoted ?? false,
    createdAt: at,
  });
}

/** A person posts on the Page's wall. */
export function writeVisitorPost(platform: Platform, page: Page, person: Person, words: Words): Post {
  const post = addPost(platform.world, {
    ...byPerson(platform, page, person, words),
    kind: "visitor",
  });
  announce(platform, post, "add");
  return post;
}

export function ratePage(
  platform: Platform,
  page: Page,
  person: Person,
  { recommendation, ...words }: Words & { recommendation: "positive" | "negative" },
): Post {
  const rating = addPost(platform.world, {
    ...byPerson(platform, page, person, words),
    kind: "rating",
    recommendation,
  });
  announce(platform, rating, "add");
  return rating;
}

/** A person tags the Page on a wall that isn't its own: in a post, or in a comment below one. */
export function mentionPage(
  platform: Platform,
  page: Page,
  person: Person,
  { inComment = false, readable = true, ...words }: Words & { inComment?: boolean; readable?: boolean },
): Post | Comment {
  const { world } = platform;
  const given = byPerson(platform, page, person, words);
  const post = addPost(world, {
    ...given,
    kind: "elsewhere",
    readable,
    text: inComment ? null : given.text,
    mentionsPage: !inComment,
  });
  const mention = inComment ? addComment(world, post, { ...given, mentionsPage: true }) : post;
  announce(platform, mention, "add");
  return mention;
}

/** Places a comment; the apps don't hear of it yet, see `announce`. */
export function placeComment(
  platform: Platform,
  author: Author,
  to: Post | Comment,
  words: Words & { tags?: Tag[]; link?: string | null },
): Comment {
  const { text = null, mediaId = null, tags = [], link = null, at = platform.clock.now() } = words;
  return addComment(platform.world, to, { author, text, mediaId, tags, link, createdAt: at });
}

/** Somebody comments on a post or answers a comment, on the platform itself. */
export function writeComment(platform: Platform, author: Author, to: Post | Comment, words: Words): Comment {
  const comment = placeComment(platform, author, to, words);
  announce(platform, comment, "add");
  return comment;
}

function byPerson({ clock }: Platform, page: Page, person: Person, words: Words) {
  const { text = null, mediaId = null, at = clock.now() } = words;
  const author: Author = { kind: "person", id: person.id };
  return { pageId: page.id, author, text, mediaId, createdAt: at };
}
