import { permalink, statusType } from "../../webhooks/feed-changes";
import { partyOf } from "../../world/feed/feed";
import type { Post } from "../../world/feed/published";
import { graphTime } from "../../world/moments";
import { type Selection, select } from "../field-selection";
import type { GraphCall } from "../graph-call";
import { commentsField, tagsOf } from "./comment-node";

/** A post with the members of reference 7.3. */
export function postNode(
  call: GraphCall,
  post: Post,
  owned: boolean,
  fields: Selection[],
): Record<string, unknown> {
  const { platform } = call;
  const picture = post.mediaId && post.kind !== "video" ? platform.media.address(post.mediaId) : undefined;
  return select("Post", fields, {
    id: () => post.id,
    message: () => post.text ?? undefined,
    message_tags: () => tagsOf(post),
    story: () => undefined,
    created_time: () => graphTime(post.createdAt),
    updated_time: () => graphTime(post.editedAt ?? post.createdAt),
    permalink_url: () => permalink(platform, post),
    from: () => (owned ? partyOf(platform.world, post.pageId, post.author) : undefined),
    full_picture: () => picture,
    attachments: () => attachmentsOf(call, post),
    status_type: () => statusType(post),
    is_published: () => post.published,
    is_hidden: () => post.hidden,
    promotion_status: () => (post.promoted ? "active" : "inactive"),
    comments: (selection) => commentsField(call, post, owned, selection),
    reactions: (selection) => reactionsOf(post, selection),
  });
}

function attachmentsOf({ platform }: GraphCall, { mediaId, link, kind, id }: Post): object | undefined {
  const target = { id: id.split("_").at(-1) };
  if (link) return { data: [{ media_type: "link", url: link, title: new URL(link).hostname, target }] };
  if (!mediaId) return undefined;
  const src = platform.media.address(mediaId);
  const media = { image: { src, width: 720, height: 720 }, ...(kind === "video" ? { source: src } : {}) };
  return { data: [{ media_type: kind === "video" ? "video" : "photo", media, url: src, target }] };
}

/** Counted, never listed: who reacted is not the Page's to know here. */
function reactionsOf({ reactions, likedByPage }: Post, { modifiers }: Selection): object {
  const total = Object.keys(reactions).length + (likedByPage ? 1 : 0);
  return {
    data: [],
    ...(modifiers.summary
      ? { summary: { total_count: total, viewer_reaction: likedByPage ? "LIKE" : "NONE" } }
      : {}),
  };
}
