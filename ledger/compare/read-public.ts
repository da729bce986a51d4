import type pg from "pg";
import type { Control } from "../stage/control";
import type { PlatformPublication, StoredPublication, StoredPublicMessage } from "./compare-public";

interface Seen {
  id: string;
  from: { id: string };
  text: string | null;
  createdAt: string;
  editedAt: string | null;
  hidden: boolean;
  removed: boolean;
  parentId?: string;
  /** Of posts. */
  published?: boolean;
  comments: Seen[];
}

/** Everything said on one Page's wall, as the platform has it. */
export async function readPlatformPublic(control: Control, pageId: string): Promise<PlatformPublication[]> {
  const { posts } = await control.get<{ posts: Seen[] }>(`/pages/${pageId}/feed`);
  return posts.flatMap((post) => flatten(post, post, pageId, false));
}

function flatten(seen: Seen, post: Seen, pageId: string, isBelowRemoved: boolean): PlatformPublication[] {
  const { id, from, text, createdAt, editedAt, hidden, parentId = null } = seen;
  const removed = seen.removed || isBelowRemoved;
  const own: PlatformPublication = {
    id,
    postId: post.id,
    parentId: parentId === post.id ? null : parentId,
    authorId: from.id,
    byPage: from.id === pageId,
    isAnnounced: seen.published !== false,
    text: removed ? null : text,
    saidAt: createdAt,
    edited: editedAt !== null && !removed,
    hidden,
    removed,
  };
  return [own, ...seen.comments.flatMap((comment) => flatten(comment, post, pageId, removed))];
}

/** The same as it is stored. */
export async function readStoredPublic(client: pg.Client, pageId: string) {
  const publications = await client.query<Omit<StoredPublication, "saidAt"> & { saidAt: Date | null }>(
    `select p.external_id as id, p.post_external_id as "postId",
       case when p.parent_external_id = p.post_external_id then null else p.parent_external_id end as "parentId",
       p.author_external_id as "authorId", p.text, p.said_at as "saidAt",
       p.edited_at is not null and p.removed_at is null as edited,
       p.is_hidden as hidden, p.removed_at is not null as removed, p.contact_external_id as "contactId"
     from publications p join channels on channels.id = p.channel_id where channels.external_id = $1`,
    [pageId],
  );
  const messages = await client.query<StoredPublicMessage>(
    `select m.external_id as "publicationId", i.external_id as "contactId", m.direction, m.text,
       m.deleted_at is not null as removed
     from messages m
     join conversations c on c.id = m.conversation_id
     join contact_identities i on i.id = c.identity_id
     join channels on channels.id = m.channel_id
     where channels.external_id = $1 and m.visibility = 'public' and m.status <> 'failed'`,
    [pageId],
  );
  return {
    publications: publications.rows.map(({ saidAt, ...row }) => ({
      ...row,
      saidAt: saidAt?.toISOString() ?? null,
    })),
    messages: messages.rows,
  };
}
