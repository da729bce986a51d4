import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messageEdits, messages } from "@/db/schema/conversations";

/** What we have of a message before it arrives. */
export interface Trace {
  /** It did arrive before. */
  isKnown: boolean;
  /** The last edit, where it overtook its message. */
  edited: { text: string; editedAt: Date } | { deletedAt: Date } | null;
}

/** One round trip for both questions: this is asked for every message that a platform delivers. */
export async function findTrace(tx: Tx, channelId: string, externalId: string): Promise<Trace> {
  const { rows } = await tx.execute<{
    known: boolean;
    number: number | null;
    text: string | null;
    at: string;
  }>(sql`
    select
      exists (
        select from ${messages}
        where ${messages.channelId} = ${channelId} and ${messages.externalId} = ${externalId}
      ) as known,
      edit.number, edit.text, edit.edited_at as at
    from (select) as nothing
    left join lateral (
      select ${messageEdits.number}, ${messageEdits.text}, ${messageEdits.editedAt} from ${messageEdits}
      where ${messageEdits.channelId} = ${channelId} and ${messageEdits.messageExternalId} = ${externalId}
      order by ${messageEdits.number} desc limit 1
    ) as edit on true`);
  const [row] = rows;
  return { isKnown: row?.known ?? false, edited: row && row.number !== null ? editOf(row) : null };
}

function editOf({ text, at }: { text: string | null; at: string }): NonNullable<Trace["edited"]> {
  const moment = new Date(at);
  return text === null ? { deletedAt: moment } : { text, editedAt: moment };
}
