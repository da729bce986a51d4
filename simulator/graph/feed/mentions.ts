import type { Page } from "../../world/entities";
import { commentsUnder, partyOf } from "../../world/feed/feed";
import type { Post, Tag } from "../../world/feed/published";
import { appOf } from "../access";
import type { GraphCall } from "../graph-call";
import { badParameter, GraphError } from "../graph-error";

const MENTION = /@\[(\d+(?:\s*,\s*\d+)*)\]/g;

/**
 * `@[id]` or `@[id,id]` become names. Only Pages, who wrote the post and who commented on it can be mentioned, by an
 * app with the feature *Page Mentioning* (reference 7.4).
 */
export function withNames(
  call: GraphCall,
  page: Page,
  post: Post,
  given: string,
): { text: string; tags: Tag[] } {
  const tags: Tag[] = [];
  let text = "";
  let from = 0;
  for (const match of given.matchAll(MENTION)) {
    checkFeature(call);
    text += given.slice(from, match.index);
    from = match.index + match[0].length;
    for (const [index, id] of match[1]!.split(/\s*,\s*/).entries()) {
      if (index > 0) text += ", ";
      const mentioned = findMentioned(call, page, post, id);
      tags.push({ ...mentioned, id, offset: text.length, length: mentioned.name.length });
      text += mentioned.name;
    }
  }
  return { text: text + given.slice(from), tags };
}

function findMentioned(call: GraphCall, page: Page, post: Post, id: string): Pick<Tag, "name" | "type"> {
  const { world } = call.platform;
  const mentionedPage = world.pages.get(id);
  if (mentionedPage) return { name: mentionedPage.name, type: "page" };
  const authors = [post, ...commentsUnder(world, post.id)].map(({ author }) => author);
  const found = authors.find(
    (author) => author.kind === "person" && partyOf(world, page.id, author).id === id,
  );
  if (!found)
    throw badParameter(`Param message mentions ${id}, who neither wrote the post nor commented on it`);
  return { name: partyOf(world, page.id, found).name, type: "user" };
}

function checkFeature(call: GraphCall): void {
  // An app from before knew nothing of the feature.
  if (appOf(call, call.token!).features.pageMentioning === false)
    throw new GraphError({
      code: 10,
      message: "(#10) Mentioning needs the approved feature Page Mentioning",
    });
}
