import type { PublicEvent, Said, SetAside } from "@/lib/channels/channel";
import {
  anew,
  authorOf,
  type Change,
  type Place,
  saidOf,
  type Verb,
  withoutAuthor,
} from "./webhook-feed-said";
import { derivedId, type Fields, idOf, isFields, momentOf, textOf } from "./webhook-values";

/** What surrounds a change in its delivery. */
interface Surroundings {
  /** The Page. */
  entryId: string | null;
  /** Stands in where a change carries no moment of its own. */
  time: Date;
}

export type OpenedChange = { publicEvent: PublicEvent } | { setAside: SetAside };

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
