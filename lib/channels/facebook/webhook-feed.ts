import type { PublicEvent, Said, SetAside } from "@/lib/channels/channel";
import { filesOf } from "./webhook-feed-files";
import {
  derivedId,
  type Fields,
  fieldsOf,
  flagOf,
  idOf,
  isFields,
  momentOf,
  textOf,
  webAddressOf,
} from "./webhook-values";

/** What surrounds a change in its delivery. */
interface Surroundings {
  /** The Page. */
  entryId: string | null;
  /** Stands in where a change carries no moment of its own. */
  time: Date;
}

export type OpenedChange = { publicEvent: PublicEvent } | { setAside: SetAside };

/** A change with what tells where it stands. */
interface Change {
  page: string;
  field: string;
  item: string;
  verb: Verb | null;
  value: Fields;
  time: Date;
  raw: unknown;
}

type Verb = "add" | "edit" | "remove" | "hide" | "unhide";

/** The platform's enum knows more of them; these are what it sends for posts, comments and ratings. */
const verbs = new Map<string, Verb>([
  ["add", "add"],
  ["edit", "edit"],
  ["edited", "edit"],
  ["update", "edit"],
  ["remove", "remove"],
  ["delete", "remove"],
  ["hide", "hide"],
  ["unhide", "unhide"],
]);

const postItems = new Set([
  ..."status photo video post share link note album photo-album picture event milestone".split(" "),
]);

const publicFields = new Set(["feed", "mention", "ratings"]);

export function isPublic(change: Fields): boolean {
  return publicFields.has(textOf(change.field) ?? "");
}

/** One element of `changes` that tells of something public. Each becomes one event, or is set aside with its reason. */
export function openPublicChange(change: Fields, { entryId, time }: Surroundings): OpenedChange {
  const aside = (reason: SetAside["reason"]) => ({
    setAside: { channelExternalId: entryId, reason, element: change },
  });
  const { value } = change;
  if (!entryId || !isFields(value)) return aside("malformed");
  const item = textOf(value.item) ?? "";
  const told: Change = {
    page: entryId,
    field: textOf(change.field) ?? "",
    item,
    verb: verbs.get(textOf(value.verb) ?? "") ?? null,
    value,
    time,
    raw: change,
  };
  if (item === "like" && !idOf(value.post_id) && !idOf(value.comment_id)) return aside("page_notice");

  const kind = kindOf(told);
  if (!kind || !told.verb) return aside("not_supported");
  const place = placeOf(told, kind);
  const publicEvent = place && eventOf(told, told.verb, place);
  return publicEvent ? { publicEvent } : aside(place ? "not_supported" : "malformed");
}

/** Of a reaction, the kind of what it is to. */
function kindOf({ field, item, value }: Change): Said["kind"] | null {
  const isReaction = item === "reaction" || item === "like";
  if (item === "rating") return "rating";
  if (item === "comment") return "comment";
  if (isReaction || field === "mention") {
    if (idOf(value.comment_id)) return "comment";
    return field === "ratings" ? "rating" : isReaction || postItems.has(item) ? "post" : null;
  }
  return postItems.has(item) ? "post" : null;
}

type Place = Pick<Said, "kind" | "postExternalId"> & { externalId: string };

/** Ids are `{page}_{post}` and `{post}_{comment}`; a rating is known by its story, or by whose it is. */
function placeOf({ page, field, value }: Change, kind: Said["kind"]): Place | null {
  const commentId = idOf(value.comment_id);
  const story = idOf(value.open_graph_story_id);
  if (kind === "rating") {
    const reviewer = authorOf(value).authorExternalId;
    const externalId = story ?? (reviewer ? derivedId("rating", page, reviewer) : null);
    return externalId ? { kind, externalId, postExternalId: externalId } : null;
  }

  const [post] = commentId?.split("_") ?? [];
  const postId =
    idOf(value.post_id) ?? (field === "ratings" ? story : null) ?? (post ? `${page}_${post}` : null);
  const externalId = kind === "comment" ? commentId : postId;
  return externalId && postId ? { kind, externalId, postExternalId: postId } : null;
}

function eventOf(told: Change, verb: Verb, { externalId, ...place }: Place): PublicEvent | null {
  const { page: channelExternalId, item, value, time, raw } = told;
  const base = { channelExternalId, externalId, raw };
  const createdAt = momentOf(value.created_time) ?? time;
  if (item === "reaction" || item === "like")
    return reacted(value, verb, { ...base, at: createdAt, said: place });

  switch (verb) {
    case "add":
      return { ...base, at: createdAt, type: "said", said: saidOf(told, place, externalId) };
    case "edit":
      return {
        ...base,
        at: momentOf(value.edited_time) ?? time,
        type: "said_anew",
        said: anew(told, place, externalId),
      };
    case "remove":
      return { ...base, at: time, type: "removed", said: withoutAuthor(told, place, externalId) };
    // Their `created_time` is their own moment, and `from` may be whoever hid it.
    case "hide":
    case "unhide":
      return {
        ...base,
        at: createdAt,
        type: "hidden",
        hidden: verb === "hide",
        said: withoutAuthor(told, place, externalId),
      };
    default:
      return verb satisfies never;
  }
}

const emojis = new Map([
  ["like", "👍"],
  ["love", "❤️"],
  ["wow", "😮"],
  ["haha", "😆"],
  ["sorry", "😢"],
  ["anger", "😡"],
  ["care", "🤗"],
]);

type Base = Pick<PublicEvent, "channelExternalId" | "externalId" | "raw" | "at"> & { said: Partial<Said> };

function reacted(value: Fields, verb: Verb, base: Base): PublicEvent | null {
  if (verb === "hide" || verb === "unhide") return null;
  const byExternalId = authorOf(value).authorExternalId;
  const emoji = emojis.get(textOf(value.reaction_type) ?? "like") ?? "👍";
  return { ...base, type: "reacted", byExternalId, emoji, removed: verb === "remove" };
}

function saidOf(told: Change, place: Omit<Place, "externalId">, externalId: string): Said {
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
function anew(told: Change, place: Omit<Place, "externalId">, externalId: string): Partial<Said> {
  const { text, rating, files, ...rest } = saidOf(told, place, externalId);
  const tellsContent = text !== null || files.length > 0;
  return { ...rest, ...(tellsContent && { text, files }), ...(rating !== null && { rating }) };
}

/** Whoever hides or removes something is not its author. */
function withoutAuthor(told: Change, place: Omit<Place, "externalId">, externalId: string): Partial<Said> {
  const { parentExternalId, permalinkUrl } = saidOf(told, place, externalId);
  return {
    ...place,
    ...(parentExternalId && { parentExternalId }),
    permalinkUrl,
    ...aroundOf(told, place.kind),
  };
}

/** `from` may be missing where the app may not see people; the other two are older words for it. */
function authorOf(value: Fields): Pick<Said, "authorExternalId" | "authorName"> {
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

/** What the platform calls a post that it shows, or has shown, as an ad. */
const promoted = new Set(["active", "extendable", "finished", "paused", "pending"]);

function aroundOf({ value }: Change, kind: Said["kind"]): Pick<Said, "post"> {
  const post = fieldsOf(value.post);
  const told = kind === "post" ? value.published : post.is_published;
  if (told === undefined) return {};
  return {
    post: {
      permalinkUrl: webAddressOf(post.permalink_url) ?? null,
      published: flagOf(told) || told === 1 || told === "1",
      promoted: promoted.has(textOf(post.promotion_status) ?? ""),
    },
  };
}
