import { and, desc, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import type { ConversationRow } from "../lock-conversation";
import { presentMessages } from "../present-messages";

interface Draft {
  visibility: "public" | "private" | "note";
  /**
   * The newest answer of somebody else that its author had before their eyes; null = none at all. Of a long thread of
   * which they saw the end only, and no answer in it: the first message that they did see. Undefined = nobody looked.
   */
  seenAnswerId?: string | null | undefined;
  /** They know of the answer, and send theirs all the same. */
  evenSo?: boolean | undefined;
}

/**
 * Before two answer the same question, the second one is told once. The caller holds the conversation, so that of two
 * at the same moment one comes first.
 *
 * @throws AppError `someone_answered`, with `messageId`, `authorName`, `text` and `sentAt` of that answer.
 */
export async function refuseUnseenAnswer(
  tx: Tx,
  agent: Agent,
  { id: conversationId }: Pick<ConversationRow, "id">,
  { visibility, seenAnswerId, evenSo }: Draft,
) {
  if (visibility === "note" || seenAnswerId === undefined || evenSo) return;
  const answerId = await findAnswer(tx, agent, conversationId, seenAnswerId);
  if (!answerId) return;

  const [answer] = await presentMessages(tx, [answerId]);
  const { author, text, sentAt } = answer!;
  throw new AppError("someone_answered", `${author.name} answered since you began. Nothing was sent yet.`, {
    details: { messageId: answerId, authorName: author.name, text, sentAt },
  });
}

/** The newest that a colleague, or somebody outside, has said and that stands. */
async function findAnswer(tx: Tx, agent: Agent, conversationId: string, seenId: string | null) {
  const [answer] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.direction, "out"),
        ne(messages.visibility, "note"),
        ne(messages.status, "failed"),
        isNull(messages.deletedAt),
        inArray(messages.authorKind, ["agent", "external"]),
        or(isNull(messages.authorId), ne(messages.authorId, agent.id)),
        seenId === null ? undefined : isAfter(conversationId, seenId),
      ),
    )
    .orderBy(desc(messages.sentAt), desc(messages.sequence))
    .limit(1);
  return answer?.id;
}

/** In the thread's order. After one that is gone stands everything. */
function isAfter(conversationId: string, seenId: string): SQL {
  return sql`coalesce((${messages.sentAt}, ${messages.sequence}) > (
    select seen.sent_at, seen.sequence from ${messages} as seen
    where seen.id = ${seenId} and seen.conversation_id = ${conversationId}), true)`;
}
