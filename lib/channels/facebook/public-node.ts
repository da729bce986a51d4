import { z } from "zod";
import type { PublishedFile } from "@/db/schema/publications";
import type { PublicEvent, Said } from "@/lib/channels/channel";
import { graphId } from "./ask-graph";
import { graphTime } from "./graph-time";
import { isPromoted } from "./promotion";

export const commentFields =
  "id,message,attachment,created_time,from,parent{id},permalink_url,is_hidden,user_likes";
export const postFields =
  "id,message,story,created_time,from,permalink_url,full_picture,attachments{media_type,url,title},is_published,is_hidden,promotion_status";

/** What is known of a node before it is read. */
export interface Place extends Pick<Said, "kind" | "postExternalId"> {
  channelExternalId: string;
  /** When the reading began: what is told of a later moment is newer. */
  at: Date;
}

const address = z
  .url({ protocol: /^https?$/ })
  .nullish()
  .catch(null);
const words = z.string().nullish().catch(null);
const sign = z.boolean().nullish().catch(null);

const nodeSchema = z.object({
  id: graphId,
  message: words,
  story: words,
  created_time: graphTime,
  from: z.object({ id: graphId, name: words }).nullish().catch(null),
  parent: z.object({ id: graphId }).nullish().catch(null),
  permalink_url: address,
  is_hidden: sign,
  user_likes: sign,
  is_published: sign,
  promotion_status: words,
  full_picture: address,
  attachment: z
    .object({
      type: words,
      url: address,
      title: words,
      media: z
        .object({ image: z.object({ src: address }).nullish().catch(null), source: address })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  attachments: z
    .object({ data: z.array(z.object({ media_type: words, url: address, title: words })) })
    .nullish()
    .catch(null),
});

type Node = z.output<typeof nodeSchema>;

/** What the platform shows of one post or comment; null for what cannot be read. */
export function readNode(element: unknown, place: Place): PublicEvent[] | null {
  const found = nodeSchema.safeParse(element);
  if (!found.success) return null;

  const node = found.data;
  const { channelExternalId, at } = place;
  const base = { channelExternalId, externalId: node.id, raw: element, around: true };
  const itself = { kind: place.kind, postExternalId: place.postExternalId };
  return [
    { ...base, type: "said", at: node.created_time, said: saidOf(node, place) },
    ...(node.is_hidden ? [{ ...base, type: "hidden" as const, at, hidden: true, said: itself }] : []),
    ...(node.user_likes ? [{ ...base, ...likedBy(channelExternalId), at, said: itself }] : []),
  ];
}

function likedBy(byExternalId: string) {
  return { type: "reacted" as const, byExternalId, emoji: "👍", removed: false };
}

function saidOf(node: Node, { kind, postExternalId, channelExternalId }: Place): Said {
  const isPost = kind !== "comment";
  return {
    kind,
    postExternalId,
    parentExternalId: isPost ? null : (node.parent?.id ?? postExternalId),
    authorExternalId: node.from?.id ?? null,
    authorName: node.from?.name?.trim() || null,
    text: node.message || node.story || null,
    rating: null,
    files: isPost ? filesOfPost(node) : filesOfComment(node),
    permalinkUrl: node.permalink_url ?? null,
    elsewhere: !postExternalId.startsWith(`${channelExternalId}_`),
    ...(isPost && { post: standing(node) }),
  };
}

function standing({ permalink_url, is_published, promotion_status }: Node): NonNullable<Said["post"]> {
  return {
    permalinkUrl: permalink_url ?? null,
    published: is_published !== false,
    promoted: isPromoted(promotion_status),
  };
}

/** Meta leaves the shape of what is inside open: a picture's type begins with `photo`, a film's with `video`. */
function filesOfComment({ attachment }: Node): PublishedFile[] {
  const picture = attachment?.media?.image?.src;
  const { type, url, title, media } = attachment ?? {};
  if (type?.startsWith("video")) return file("video", media?.source ?? url);
  if (picture && !type?.includes("share")) return file("image", picture);
  return file("link", url, title);
}

function filesOfPost({ full_picture, attachments }: Node): PublishedFile[] {
  const others = (attachments?.data ?? []).flatMap(({ media_type, url, title }) => {
    if (media_type === "video") return file("video", url, title);
    return media_type === "link" ? file("link", url, title) : [];
  });
  return [...file("image", full_picture), ...others];
}

function file(type: PublishedFile["type"], url?: string | null, title?: string | null): PublishedFile[] {
  return url ? [{ type, url, ...(title && { title }) }] : [];
}
