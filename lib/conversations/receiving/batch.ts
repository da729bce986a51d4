import type { attachments, messageEdits, reactions } from "@/db/schema/conversations";
import type { IdentityRow } from "@/lib/contacts/find-or-create-identity";
import type { NewEvent } from "@/lib/events/record-event";
import { isQuotedAnew, type MessageRow } from "../change-message";
import type { ConversationRow } from "../lock-conversation";
import { Drafts } from "./drafts";
import type { ChannelRow } from "./lane";

export type EditRow = typeof messageEdits.$inferSelect;
export type ReactionRow = typeof reactions.$inferSelect;
export type NewAttachment = typeof attachments.$inferInsert & { id: string };

/** One contact on one channel, as a batch knows them. */
export interface Thread {
  channel: ChannelRow;
  /** Null where nothing but reactions and edits came from somebody whom we have never met. */
  identityId: string | null;
  /** The newest first. */
  conversationIds: string[];
}

/**
 * Everything that a batch of events may touch, read and locked beforehand, and everything that the events do to it.
 * The verbs of receiving work on this alone, one event after the other; what they leave is written together.
 */
export class Batch {
  readonly identities = new Drafts<IdentityRow>();
  readonly conversations = new Drafts<ConversationRow>();
  readonly messages = new Drafts<MessageRow>();
  attachments: NewAttachment[] = [];
  readonly newEdits: EditRow[] = [];
  readonly newReactions = new Map<string, ReactionRow>();
  readonly events: NewEvent[] = [];
  /** Conversations whose waiting clock, and newest message, only a look at the whole thread can tell. */
  readonly waitingUnclear = new Set<string>();
  readonly newestUnclear = new Set<string>();
  /** Messages whose words others may show as a quotation. */
  readonly quotedAnew = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Messages whose files were replaced by others. */
  readonly refiled = new Set<string>();
  /** Of contacts who said something in public, by their identities. */
  readonly names = new Map<string, string>();
  /** Conversations in which one of our messages has settled: the next may go out. */
  readonly settledIn = new Set<string>();

  readonly #messageIds = new Map<string, string>();
  readonly #outgoing = new Map<string, Set<string>>();
  readonly #edits = new Map<string, EditRow[]>();
  readonly #reactions = new Map<string, ReactionRow>();

  /** @param now our clock, see `plausible`. */
  constructor(readonly now: Date) {}

  readMessage(row: MessageRow) {
    this.messages.read(row);
    this.#index(row);
  }

  readEdit(row: EditRow) {
    const key = externalKey(row.channelId, row.messageExternalId);
    this.#edits.set(key, [...(this.#edits.get(key) ?? []), row]);
  }

  readReaction(row: ReactionRow) {
    this.#reactions.set(reactionKey(row), row);
  }

  addMessage(row: MessageRow): MessageRow {
    this.#index(row);
    return this.messages.add(row);
  }

  /** In the place of whatever the message had. */
  replaceAttachments(messageId: string, files: NewAttachment[]) {
    this.refiled.add(messageId);
    this.attachments = [...this.attachments.filter((file) => file.messageId !== messageId), ...files];
  }

  addEdit(row: EditRow) {
    this.readEdit(row);
    this.newEdits.push(row);
  }

  setReaction(row: ReactionRow) {
    this.readReaction(row);
    this.newReactions.set(reactionKey(row), row);
  }

  findMessage({ channel }: Thread, externalId: string): MessageRow | undefined {
    const id = this.#messageIds.get(externalKey(channel.id, externalId));
    return id === undefined ? undefined : this.messages.get(id);
  }

  /** Also of another contact's thread, which is none of this one's business. */
  isOf(thread: Thread, message: MessageRow) {
    return thread.conversationIds.includes(message.conversationId);
  }

  editsOf({ channel }: Thread, externalId: string): EditRow[] {
    return this.#edits.get(externalKey(channel.id, externalId)) ?? [];
  }

  findReaction({ channel }: Thread, externalId: string, by: ReactionRow["by"]): ReactionRow | undefined {
    return this.#reactions.get(reactionKey({ channelId: channel.id, messageExternalId: externalId, by }));
  }

  /** What was said as the Page and of which a receipt may still tell. */
  outgoingOf({ conversationIds }: Thread): MessageRow[] {
    const ids = conversationIds.flatMap((id) => [...(this.#outgoing.get(id) ?? [])]);
    return ids.map((id) => this.messages.get(id));
  }

  /** @throws Error for a thread whose contact was not introduced: a mistake of ours. */
  identityOf({ identityId }: Thread): IdentityRow {
    return this.identities.get(identityId ?? "");
  }

  /** Of ours, what goes out in public and has no name of the platform yet, the oldest first. */
  underWayInPublic({ conversationIds }: Thread): MessageRow[] {
    const ids = conversationIds.flatMap((id) => [...(this.#outgoing.get(id) ?? [])]);
    return ids
      .map((id) => this.messages.get(id))
      .filter(({ visibility, externalId, status }) => {
        const isUnderWay = status === "sending" || status === "failed";
        return visibility === "public" && externalId === null && isUnderWay;
      })
      .sort((one, other) => one.sequence - other.sequence);
  }

  openConversationOf({ conversationIds }: Thread): ConversationRow | undefined {
    return conversationIds.map((id) => this.conversations.get(id)).find(({ closedAt }) => !closedAt);
  }

  lastConversationOf({ conversationIds: [last] }: Thread): ConversationRow | undefined {
    return last === undefined ? undefined : this.conversations.get(last);
  }

  addConversation(thread: Thread, row: ConversationRow): ConversationRow {
    thread.conversationIds.unshift(row.id);
    return this.conversations.add(row);
  }

  /** A conversation's revision rises with each change. */
  changeConversation({ id, revision }: ConversationRow, changed: Partial<ConversationRow>): ConversationRow {
    return this.conversations.change(id, { ...changed, revision: revision + 1 });
  }

  /**
   * A message's revision rises with each change, and that of the row in the list that shows it, or says what a public
   * reply answers.
   */
  changeMessage(before: MessageRow, changed: Partial<MessageRow>): MessageRow {
    const after = this.messages.change(before.id, { ...changed, revision: before.revision + 1 });
    this.#index(after);
    const conversation = this.conversations.get(after.conversationId);
    const isAnswerable = after.visibility === "public" && after.direction === "in";
    if (conversation.lastMessageId === after.id || isAnswerable) this.changeConversation(conversation, {});
    this.events.push({
      type: "message.changed",
      conversationId: after.conversationId,
      messageId: after.id,
    });
    if (isQuotedAnew(before, after)) this.quotedAnew.add(after.id);
    return after;
  }

  #index({ id, channelId, externalId, conversationId, direction }: MessageRow) {
    if (externalId) this.#messageIds.set(externalKey(channelId, externalId), id);
    if (direction !== "out") return;
    const outgoing = this.#outgoing.get(conversationId) ?? new Set();
    this.#outgoing.set(conversationId, outgoing.add(id));
  }
}

function externalKey(channelId: string, externalId: string) {
  return `${channelId} ${externalId}`;
}

function reactionKey({
  channelId,
  messageExternalId,
  by,
}: Pick<ReactionRow, "channelId" | "messageExternalId" | "by">) {
  return `${by} ${externalKey(channelId, messageExternalId)}`;
}
