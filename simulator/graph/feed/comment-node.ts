import { permalink } from "../../webhooks/feed-changes";
import { findPublished, isBy, partyOf, postOf, repliesTo } from "../../world/feed/feed";
import { privateReplyRefusal } from "../../world/feed/private-reply";
import type { Comment, Post } from "../../world/feed/published";
import { graphTime } from "../../world/moments";
import { findThread } from "../../world/threads";
import { hasPermission } from "../../world/tokens";
import { parseFields, type Selection, select } from "../field-selection";
import type { GraphCall } from "../graph-call";
import { firstPage } from "../paging";
import { COMMENT_FIELDS, commentsOf, summaryOf } from "./comments-edge";

/** A comment with the members of reference 7.4. */
export function commentNode(
  call: GraphCall,
  comment: Comment,
  owned: boolean,
  fields: Selection[],
): Record<string, unknown> {
  const { platform, now } = call;
  const { world } = platform;
  const page = world.pages.get(comment.pageId)!;
  const post = postOf(world, comment);
  const own = isBy(comment.author, page);
  return select("Comment", fields, {
    id: () => comment.id,
    message: () => comment.text ?? "",
    message_tags: () => tagsOf(comment),
    attachment: () => attachmentOf(call, comment),
    created_time: () => graphTime(comment.createdAt),
    from: () => (owned ? partyOf(world, page.id, comment.author) : undefined),
    parent: () => parentOf(call, comment, owned),
    object: () => ({ created_time: graphTime(post.createdAt), message: post.text ?? undefined, id: post.id }),
    permalink_url: () => permalink(platform, comment),
    comment_count: () => repliesTo(world, comment.id).length,
    like_count: () => likesOf(comment),
    user_likes: () => comment.likedByPage,
    is_hidden: () => comment.hidden,
    is_private: () => false,
    can_comment: () => owned,
    can_hide: () => owned && !own,
    can_like: () => owned,
    can_remove: () => owned || own,
    can_reply_privately: () => owned && privateReplyRefusal(world, comment, now) === null,
    private_reply_conversation: () => privateConversation(call, comment),
    application: () => undefined,
    live_broadcast_timestamp: () => undefined,
    comments: (selection) => commentsField(call, comment, owned, selection),
  });
}

/** The edge `comments`, read as a field: `comments.limit(2).summary(true){id,message}`; nothing without permission. */
export function commentsField(
  call: GraphCall,
  above: Post | Comment,
  owned: boolean,
  { limit, modifiers, fields }: Selection,
): object | undefined {
  if (!hasPermission(call.platform.world, call.token!, "pages_read_user_content")) return undefined;
  const comments = commentsOf(call, above, { filter: modifiers.filter, order: modifiers.order });
  const { rows, paging } = firstPage(call, `/${above.id}/comments`, comments, ({ id }) => id, limit ?? 25);
  const chosen = fields.length > 0 ? fields : parseFields(COMMENT_FIELDS);
  const withSummary = modifiers.summary === "true" || modifiers.summary === "1";
  if (rows.length === 0 && !withSummary) return undefined;
  return {
    data: rows.map((comment) => commentNode(call, comment, owned, chosen)),
    paging,
    ...(withSummary ? { summary: summaryOf(comments, modifiers.order, owned) } : {}),
  };
}

export function tagsOf({ tags }: Post | Comment): object[] | undefined {
  return tags.length === 0 ? undefined : tags;
}

/** Who likes it, the Page included. */
function likesOf({ reactions, likedByPage }: Comment): number {
  return Object.values(reactions).length + (likedByPage ? 1 : 0);
}

function attachmentOf({ platform }: GraphCall, { mediaId, link, id }: Comment): object | undefined {
  if (link) return { type: "share", url: link, target: { url: link } };
  if (!mediaId) return undefined;
  const url = platform.media.address(mediaId);
  const isVideo = platform.media.find(mediaId)?.mime.startsWith("video/");
  return {
    type: isVideo ? "video_inline" : "photo",
    url,
    media: { image: { src: url, width: 720, height: 720 } },
    target: { id: id.split("_")[1], url },
  };
}

function parentOf({ platform: { world } }: GraphCall, comment: Comment, owned: boolean): object | undefined {
  const parent = comment.parentId === null ? null : findPublished(world, comment.parentId);
  if (!parent) return undefined;
  return {
    created_time: graphTime(parent.createdAt),
    ...(owned ? { from: partyOf(world, parent.pageId, parent.author) } : {}),
    message: parent.text ?? "",
    id: parent.id,
  };
}

function privateConversation({ platform: { world } }: GraphCall, comment: Comment): object | undefined {
  if (comment.privateReplyMid === null) return undefined;
  const thread = findThread(world, comment.pageId, partyOf(world, comment.pageId, comment.author).id);
  return thread ? { id: thread.id } : undefined;
}
