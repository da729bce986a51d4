import type { Platform } from "../platform";
import type { App } from "../world/entities";
import { partyOf, postOf } from "../world/feed/feed";
import type { Author, Comment, Post, PostKind, Reaction } from "../world/feed/published";
import { graphTime, inSeconds } from "../world/moments";
import { hasPermission, tokenFault } from "../world/tokens";

export type Verb = "add" | "edited" | "remove" | "hide" | "unhide";

/** Members of `changes[].value`, shaped as in reference 3.6 and 3.7. */
type Value = Record<string, unknown>;

const STATUS_TYPES: Readonly<Record<PostKind, string>> = {
  status: "mobile_status_update",
  photo: "added_photos",
  video: "added_video",
  share: "shared_story",
  visitor: "wall_post",
  elsewhere: "wall_post",
  rating: "wall_post",
};

/** A comment on the Page's wall. `at`: the event's own moment, which hiding and removing carry. */
export function commentValue(platform: Platform, app: App, comment: Comment, verb: Verb, at: number): Value {
  const { world, media } = platform;
  const post = postOf(world, comment);
  return {
    ...fromOf(platform, app, comment, verb),
    post: postSummary(platform, post),
    ...(verb === "remove" ? {} : said(comment)),
    ...(verb === "remove" || !comment.mediaId ? {} : { photo: media.address(comment.mediaId) }),
    post_id: post.id,
    comment_id: comment.id,
    ...momentsOf(comment, verb, at),
    item: "comment",
    parent_id: comment.parentId ?? post.id,
    verb,
  };
}

/** A post on the Page's wall; a removed one names the wall as its recipient. */
export function postValue(platform: Platform, app: App, post: Post, verb: Verb, at: number): Value {
  const removed = verb === "remove";
  return {
    ...fromOf(platform, app, post, verb),
    ...(removed ? { recipient_id: post.pageId } : { ...said(post), ...contentOf(platform, post) }),
    post_id: post.id,
    ...momentsOf(post, verb, at),
    item: removed ? "post" : itemOf(post),
    ...(removed ? {} : { published: post.published ? 1 : 0 }),
    verb,
  };
}

/** Members of a mention elsewhere name its author as `sender_…`. */
export function mentionValue(platform: Platform, published: Post | Comment, verb: Verb, at: number): Value {
  const { id, name } = partyOf(platform.world, published.pageId, published.author);
  const isComment = published.kind === "comment";
  return {
    item: isComment ? "comment" : "post",
    verb,
    post_id: isComment ? published.postId : published.id,
    ...(isComment ? { comment_id: published.id } : {}),
    ...(verb === "remove" ? {} : said(published)),
    ...momentsOf(published, verb, at),
    sender_id: id,
    sender_name: name,
  };
}

export function ratingValue(platform: Platform, rating: Post, verb: Verb, at: number): Value {
  const { id, name } = partyOf(platform.world, rating.pageId, rating.author);
  return {
    item: "rating",
    verb,
    open_graph_story_id: rating.id,
    reviewer_id: id,
    reviewer_name: name,
    ...(verb === "remove"
      ? {}
      : { recommendation_type: rating.recommendation, review_text: rating.text ?? undefined }),
    ...momentsOf(rating, verb, at),
  };
}

/** What is said under a rating comes with the ratings; the schema has `comment_id` for it. */
export function ratingCommentValue(
  platform: Platform,
  app: App,
  comment: Comment,
  verb: Verb,
  at: number,
): Value {
  const { post: _, post_id: story, ...value } = commentValue(platform, app, comment, verb, at);
  return { ...value, open_graph_story_id: story };
}

export function reactionValue(
  platform: Platform,
  app: App,
  given: {
    on: Post | Comment;
    by: Author;
    reaction: Reaction;
    verb: "add" | "edit" | "remove";
    at: number;
  },
): Value {
  const { on, by, reaction, verb, at } = given;
  const post = postOf(platform.world, on);
  return {
    ...party(platform, app, on.pageId, by),
    post: postSummary(platform, post),
    reaction_type: reaction,
    post_id: post.id,
    ...(on.kind === "comment"
      ? { comment_id: on.id, parent_id: on.parentId ?? post.id }
      : { parent_id: post.id }),
    created_time: inSeconds(at),
    item: "reaction",
    verb,
  };
}

/** Somebody likes the Page itself. */
export function pageLikeValue(platform: Platform, app: App, pageId: string, by: Author, at: number): Value {
  return {
    ...party(platform, app, pageId, by),
    item: "like",
    verb: "add",
    created_time: inSeconds(at),
  };
}

/** On the screen Page feed; a comment's is its post's with a `comment_id`, as on the platform. */
export function permalink({ baseUrl, world }: Platform, published: Post | Comment): string {
  const post = `${baseUrl}/feed?page=${published.pageId}&post=${postOf(world, published).id}`;
  return published.kind === "comment" ? `${post}&comment_id=${published.id.split("_").at(-1)}` : post;
}

export function statusType({ kind }: Post): string {
  return STATUS_TYPES[kind];
}

function postSummary(platform: Platform, post: Post): object {
  return {
    status_type: statusType(post),
    is_published: post.published,
    updated_time: graphTime(post.editedAt ?? post.createdAt),
    permalink_url: permalink(platform, post),
    promotion_status: post.promoted ? "active" : "inactive",
    id: post.id,
  };
}

/** A visitor's post is a `post`, unless it is a picture. */
function itemOf({ kind, mediaId }: Post): string {
  if (kind === "visitor") return mediaId ? "photo" : "post";
  return kind;
}

function contentOf({ media }: Platform, { kind, mediaId, link, id }: Post): object {
  const number = id.split("_").at(-1);
  if (kind === "video" && mediaId) return { video_id: number, link: media.address(mediaId) };
  if (mediaId) return { photo_id: number, link: media.address(mediaId) };
  return kind === "share" ? { share_id: number, link } : {};
}

function said({ text }: Post | Comment): object {
  return text === null ? {} : { message: text };
}

/** Hiding, and in our reading removing, are dated by when it happened; an edit also tells when it was. */
function momentsOf({ createdAt, editedAt }: Post | Comment, verb: Verb, at: number): object {
  if (verb === "hide" || verb === "unhide" || verb === "remove") return { created_time: inSeconds(at) };
  const edited = verb === "edited" ? { edited_time: inSeconds(editedAt ?? at) } : {};
  return { created_time: inSeconds(createdAt), ...edited };
}

/** Hiding names the Page, whoever wrote what is hidden. */
function fromOf(platform: Platform, app: App, published: Post | Comment, verb: Verb): object {
  const byPage = verb === "hide" || verb === "unhide";
  const author: Author = byPage ? { kind: "page", id: published.pageId } : published.author;
  return party(platform, app, published.pageId, author);
}

function party(platform: Platform, app: App, pageId: string, author: Author): object {
  if (author.kind === "person" && !maySeePeople(platform, app, pageId)) return {};
  return { from: partyOf(platform.world, pageId, author) };
}

/** People stay unnamed for an app none of whose tokens for the Page may read what visitors wrote. */
function maySeePeople({ world, clock }: Platform, app: App, pageId: string): boolean {
  const tokens = [...world.tokens.values()].filter(
    (token) =>
      token.kind === "PAGE" &&
      token.appId === app.id &&
      token.pageId === pageId &&
      tokenFault(world, token, clock.now()) === null,
  );
  return (
    tokens.length === 0 || tokens.some((token) => hasPermission(world, token, "pages_read_user_content"))
  );
}
