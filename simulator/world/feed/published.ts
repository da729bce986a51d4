/** Who says something in public. A Page on another's wall is a Page too. */
export interface Author {
  kind: "page" | "person";
  id: string;
}

/** A name in a text that stands for somebody: counted in UTF-16 units, as the text itself. */
export interface Tag {
  /** A PSID of the Page the text belongs to, or a Page's id. */
  id: string;
  name: string;
  type: "user" | "page";
  offset: number;
  length: number;
}

export const REACTIONS = ["like", "love", "wow", "haha", "sorry", "anger", "care"] as const;
export type Reaction = (typeof REACTIONS)[number];

/** What stands in public. Its moments are whole seconds, kept in milliseconds. */
interface Published {
  id: string;
  /** The Page whose apps hear of it: it stands on its wall, rates it or mentions it. */
  pageId: string;
  author: Author;
  text: string | null;
  tags: Tag[];
  /** A picture or a video of our own, see the media shelf. */
  mediaId: string | null;
  /** The address it shares. */
  link: string | null;
  createdAt: number;
  editedAt: number | null;
  hidden: boolean;
  removed: boolean;
  likedByPage: boolean;
  /** By person. */
  reactions: Record<string, Reaction>;
  /** The message that answered it in private: there is only one. */
  privateReplyMid: string | null;
  /** Tags the Page from outside its own wall. */
  mentionsPage: boolean;
}

/** `visitor`: by a person on the Page's wall. `elsewhere`: on somebody else's wall. */
export type PostKind = "status" | "photo" | "video" | "share" | "visitor" | "elsewhere" | "rating";

export interface Post extends Published {
  kind: PostKind;
  published: boolean;
  /** Unpublished and promoted = an ad. */
  promoted: boolean;
  recommendation: "positive" | "negative" | null;
  /** False: the platform tells of it and lets nobody read it. */
  readable: boolean;
}

export interface Comment extends Published {
  kind: "comment";
  postId: string;
  /** The comment it answers; null = it answers the post. */
  parentId: string | null;
}
