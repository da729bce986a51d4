import type { PublicEvent, Said } from "@/lib/channels/channel";
import { NOON } from "./inbound-events";

export const MARIA = { id: "7300112233445566", name: "María" };
export const TOM = { id: "7300998877665544", name: "Tom" };

interface Where {
  channelExternalId: string;
  at?: Date;
  /** The post; the Page's own first one unless told otherwise. */
  post?: string;
}

type Person = typeof MARIA;

function base({ channelExternalId, at = NOON }: Where, externalId: string) {
  return { channelExternalId, at, externalId, raw: { told: externalId } };
}

function words(by: Person | null, channelExternalId: string, text: string) {
  const { id, name } = by ?? { id: channelExternalId, name: "Harbor Coffee" };
  const none = { rating: null, files: [], permalinkUrl: null, elsewhere: false };
  return { authorExternalId: id, authorName: name, text, ...none };
}

export function postId({ channelExternalId, post = "1" }: Pick<Where, "channelExternalId" | "post">) {
  return `${channelExternalId}_${post}`;
}

export function commentId(comment: string, post = "1") {
  return `${post}_${comment}`;
}

/** A comment directly below the post, or an answer to `to`. By María unless told otherwise; `by: null` is the Page. */
export function comment(
  given: Where & { comment: string; to?: string; by?: Person | null; text?: string } & Partial<
      Omit<Said, "post">
    >,
): PublicEvent {
  const {
    comment,
    to,
    by = MARIA,
    post = "1",
    channelExternalId,
    at: _,
    text = "Do you deliver?",
    ...said
  } = given;
  return {
    ...base(given, commentId(comment, post)),
    type: "said",
    said: {
      kind: "comment",
      postExternalId: postId(given),
      parentExternalId: to ? commentId(to, post) : postId(given),
      ...words(by, channelExternalId, text),
      ...said,
    },
  };
}

/** A post on the Page's wall, its own unless `by` says whose. */
export function post(
  given: Where & { by?: Person | null; text?: string } & Partial<Omit<Said, "post">>,
): PublicEvent {
  const { by = null, channelExternalId, at: _, post: __, text = "Our autumn roast is here", ...said } = given;
  return {
    ...base(given, postId(given)),
    type: "said",
    said: {
      kind: "post",
      postExternalId: postId(given),
      parentExternalId: null,
      ...words(by, channelExternalId, text),
      ...said,
    },
  };
}

type ToComment = Where & { comment: string };

function placed({ comment: _, ...given }: ToComment) {
  return { kind: "comment", postExternalId: postId(given) } as const;
}

export function commentEdit(given: ToComment & { text: string } & Partial<Omit<Said, "post">>): PublicEvent {
  const { comment, text, files = [] } = given;
  return {
    ...base(given, commentId(comment, given.post)),
    type: "said_anew",
    said: { ...placed(given), text, rating: null, files },
  };
}

export function commentRemoval(given: ToComment): PublicEvent {
  return { ...base(given, commentId(given.comment, given.post)), type: "removed", said: placed(given) };
}

export function commentHiding(given: ToComment & { hidden?: boolean }): PublicEvent {
  const { comment, hidden = true } = given;
  return { ...base(given, commentId(comment, given.post)), type: "hidden", hidden, said: placed(given) };
}

/** `by: null` is the Page. */
export function commentReaction(given: ToComment & { by?: Person | null; removed?: boolean }): PublicEvent {
  const { comment, by = MARIA, removed = false, channelExternalId } = given;
  return {
    ...base(given, commentId(comment, given.post)),
    type: "reacted",
    byExternalId: by?.id ?? channelExternalId,
    emoji: "👍",
    removed,
    said: placed(given),
  };
}
