import type { Said } from "@/lib/channels/channel";
import { isPromoted } from "./promotion";
import { filesOf } from "./webhook-feed-files";
import { type Fields, fieldsOf, flagOf, idOf, textOf, webAddressOf } from "./webhook-values";

/** A change with what tells where it stands. */
export interface Change {
  page: string;
  field: string;
  item: string;
  verb: Verb | null;
  value: Fields;
  time: Date;
  raw: unknown;
}

export type Verb = "add" | "edit" | "remove" | "hide" | "unhide";

/** Ids are `{page}_{post}` and `{post}_{comment}`. */
export type Place = Pick<Said, "kind" | "postExternalId"> & { externalId: string };

/** Everything that a change tells of what was said. */
export function saidOf(told: Change, place: Omit<Place, "externalId">, externalId: string): Said {
  const { field, value, page } = told;
  return {
    ...place,
    ...authorOf(value),
    ...contentOf(told),
    parentExternalId: parentOf(told, place),
    permalinkUrl: permalinkOf(told, place.kind, externalId),
    elsewhere: field === "mention" && !place.postExternalId.startsWith(`${page}_`),
    ...(field === "mention" && { mention: true }),
    ...aroundOf(told, place.kind),
  };
}

/** What an edit has no word of is not gone: the platform also tells of edits that change nothing that anybody reads. */
export function anew(told: Change, place: Omit<Place, "externalId">, externalId: string): Partial<Said> {
  const { text, rating, files, ...rest } = saidOf(told, place, externalId);
  const tellsContent = text !== null || files.length > 0;
  return { ...rest, ...(tellsContent && { text, files }), ...(rating !== null && { rating }) };
}

/** Whoever hides or removes something is not its author. */
export function withoutAuthor(
  told: Change,
  place: Omit<Place, "externalId">,
  externalId: string,
): Partial<Said> {
  const { parentExternalId, permalinkUrl } = saidOf(told, place, externalId);
  return {
    ...place,
    ...(parentExternalId && { parentExternalId }),
    permalinkUrl,
    ...aroundOf(told, place.kind),
  };
}

/** `from` may be missing where the app may not see people; the other two are older words for it. */
export function authorOf(value: Fields): Pick<Said, "authorExternalId" | "authorName"> {
  const from = fieldsOf(value.from);
  return {
    authorExternalId: idOf(from.id) ?? idOf(value.sender_id) ?? idOf(value.reviewer_id),
    authorName: textOf(from.name) ?? textOf(value.sender_name) ?? textOf(value.reviewer_name),
  };
}

function contentOf({ item, value }: Change): Pick<Said, "text" | "rating" | "files"> {
  if (item !== "rating") return { text: textOf(value.message), rating: null, files: filesOf(value, item) };
  const rating = textOf(value.recommendation_type)?.toLowerCase() ?? textOf(value.rating);
  return { text: textOf(value.review_text) ?? textOf(value.message), rating, files: [] };
}

/** Of a photograph the platform may name the picture instead of its post: whatever is the Page's is the post. */
function parentOf({ page, value }: Change, { kind, postExternalId }: Omit<Place, "externalId">) {
  if (kind !== "comment") return null;
  const parent = idOf(value.parent_id);
  return parent?.startsWith(`${page}_`) ? postExternalId : parent;
}

/** Of a comment the platform gives only its post's. */
function permalinkOf({ value }: Change, kind: Said["kind"], externalId: string): string | null {
  const own = webAddressOf(value.permalink_url);
  const ofPost = webAddressOf(fieldsOf(value.post).permalink_url);
  if (own || kind !== "comment" || !ofPost) return own ?? ofPost ?? null;

  const address = new URL(ofPost);
  address.searchParams.set("comment_id", externalId.split("_").at(-1)!);
  return address.href;
}

function aroundOf({ value }: Change, kind: Said["kind"]): Pick<Said, "post"> {
  const post = fieldsOf(value.post);
  const told = kind === "post" ? value.published : post.is_published;
  if (told === undefined) return {};
  return {
    post: {
      permalinkUrl: webAddressOf(post.permalink_url) ?? null,
      published: flagOf(told) || told === 1 || told === "1",
      promoted: isPromoted(textOf(post.promotion_status)),
    },
  };
}
