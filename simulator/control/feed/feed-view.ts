import type { Platform } from "../../platform";
import type { Page } from "../../world/entities";
import { partyOf, postsOf } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";

/** Everything that was said on or about a Page, oldest first, with what was removed since: as the platform knows it. */
export function feedView(platform: Platform, page: Page): object {
  const { commentBlock } = page;
  const blocked = commentBlock && commentBlock.until > platform.clock.now();
  return {
    posts: postsOf(platform.world, page.id).map((post) => postView(platform, post)),
    commentBlockUntil: blocked ? moment(commentBlock.until) : null,
  };
}

function postView(platform: Platform, post: Post): object {
  return {
    ...publishedView(platform, post),
    kind: post.kind,
    published: post.published,
    promoted: post.promoted,
    link: post.link,
    recommendation: post.recommendation,
    comments: commentsBelow(platform, post.id),
  };
}

function commentView(platform: Platform, comment: Comment): object {
  return {
    ...publishedView(platform, comment),
    parentId: comment.parentId,
    comments: commentsBelow(platform, comment.id),
  };
}

function commentsBelow(platform: Platform, id: string): object[] {
  return [...(platform.world.replies.get(id) ?? [])]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map((comment) => commentView(platform, comment));
}

/** What was removed shows no words any more. */
function publishedView(platform: Platform, published: Post | Comment): object {
  const { author, removed, mediaId } = published;
  return {
    id: published.id,
    from: {
      ...partyOf(platform.world, published.pageId, author),
      personId: author.kind === "person" ? author.id : null,
    },
    text: removed ? null : published.text,
    media:
      removed || !mediaId
        ? null
        : { url: platform.media.address(mediaId), mime: platform.media.find(mediaId)?.mime },
    createdAt: moment(published.createdAt),
    editedAt: moment(published.editedAt),
    hidden: published.hidden,
    removed,
    likedByPage: published.likedByPage,
    reactions: published.reactions,
    privateReplyUsed: published.privateReplyMid !== null,
  };
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
