import { ApiError, api } from "@/components/api";
import { messagesQuery } from "@/components/conversation/queries";
import type { Thread } from "@/components/conversation/thread-state";
import type { ConversationList } from "@/components/inbox/conversation-list-state";
import { type Filters, views } from "@/components/inbox/filters";
import { conversationQuery, conversationsQuery } from "@/components/inbox/queries";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import type { Publication } from "@/lib/conversations/publications/shapes";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import type { Random } from "../random";
import type { Answer, Book } from "./book";
import type { Desk } from "./desk";
import { Outbox } from "./outbox";

/** How often an agent does what, in relation to the rest. */
const HABITS = {
  open: 24,
  reply: 34,
  reply_publicly: 6,
  reply_privately: 3,
  hide: 3,
  read: 14,
  note: 5,
  assign: 6,
  unassign: 3,
  close: 4,
  reopen: 2,
  view: 3,
  retry: 3,
};

/** Counted by the message, where there is one. */
const writing = new Set<keyof typeof HABITS>(["reply", "note", "reply_publicly", "reply_privately"]);

const FIRST_ROWS = 25;

/** Somebody who works in the inbox: chooses from what the screen shows, and nothing else. */
export class AgentActor {
  readonly #outbox: Outbox;
  #said = 0;

  constructor(
    readonly desk: Desk,
    private readonly book: Book,
    private readonly random: Random,
    private readonly colleagues: () => { id: string }[],
  ) {
    this.#outbox = new Outbox(desk, book);
  }

  /** Does one thing. Nothing is thrown: what the workspace refuses is written down. */
  async act() {
    await this.desk.browser.run(async () => {
      this.desk.tryAgain();
      const habit = this.desk.opened ? this.random.weighted(HABITS) : "open";
      if (!writing.has(habit)) this.book.did(habit);
      try {
        await this[habit]();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.book.refused(error.code);
      }
    });
  }

  /** Sends so many answers at once, as somebody does who pastes a long explanation. */
  fill(count: number) {
    this.desk.browser.run(() => {
      for (let number = 0; number < count; number += 1) this.#write("private");
    });
  }

  private open() {
    const row = this.#row();
    if (row) this.desk.open(row);
  }

  private reply() {
    const count = this.random.chance(0.2) ? this.random.between(2, 4) : 1;
    for (let number = 0; number < count; number += 1) this.#write("private");
  }

  private note() {
    this.#write("note");
  }

  private reply_publicly() {
    const target = this.desk.opened && this.#conversation()?.publicTarget;
    if (target) this.#write("public", target.messageId);
  }

  /** The platform takes one for each comment; what it takes no more is refused. */
  private reply_privately() {
    const target = this.desk.opened && this.#conversation()?.publicTarget;
    if (target?.privateReply.state === "possible") this.#write("private", target.messageId);
  }

  /** Or shows again. */
  private async hide() {
    const shown = this.#thread()?.messages.findLast(
      ({ direction, publication, deletedAt }) => direction === "in" && publication && !deletedAt,
    );
    const { id, hidden = false } = shown?.publication ?? {};
    // What the platform tells has whole seconds: two changes in one would have no order.
    if (!id || !this.book.mayModerate(id)) return;
    const publication = await api<Publication>(hidden ? "DELETE" : "PUT", `/api/publications/${id}/hiding`);
    const { cache, me } = this.desk;
    if (publication) applyLiveEvent(cache, { type: "publication", publication, post: null }, me.id);
  }

  private async read() {
    const newest = this.#thread()?.messages.findLast(({ author }) => author.kind === "contact");
    if (newest) await this.#change("PUT", "reading", { messageId: newest.id });
  }

  private async assign() {
    await this.#change("PUT", "assignment", { agentId: this.random.pick(this.colleagues()).id });
  }

  private async unassign() {
    await this.#change("DELETE", "assignment");
  }

  private async close() {
    await this.#change("POST", "closure");
  }

  private async reopen() {
    await this.#change("DELETE", "closure");
  }

  private view() {
    this.desk.choose({ ...this.desk.filters, view: this.random.pick(views) });
  }

  private async retry() {
    const failed = this.#thread()?.messages.find(({ failure }) => failure?.retryable);
    const answer = failed && this.book.answers.get(failed.id);
    if (!answer) return;
    answer.retried = true;
    const path = `/api/conversations/${answer.conversationId}/messages/${answer.id}/delivery`;
    const message = await api<Message>("POST", path);
    if (message) applyLiveEvent(this.desk.cache, { type: "message", message }, this.desk.me.id);
  }

  #conversation(): Conversation | undefined {
    return this.desk.cache.getQueryData(conversationQuery(this.desk.opened!.id).queryKey);
  }

  #write(visibility: Answer["visibility"], replyToId: string | null = null) {
    const { opened, me } = this.desk;
    if (!opened) return;
    this.#said += 1;
    const kind = kinds[visibility];
    this.book.did(kind);
    this.#outbox.send(
      this.book.write({
        id: this.random.uuid(),
        text: `${me.name} ${kind} ${this.#said}: it ships on day ${this.random.between(1, 28)}.`,
        agent: me.name,
        conversationId: opened.id,
        visibility,
        replyToId,
      }),
    );
  }

  async #change(method: "POST" | "PUT" | "DELETE", noun: string, body?: object) {
    const { opened, cache, me } = this.desk;
    if (!opened) return;
    const conversation = await api<Conversation>(method, `/api/conversations/${opened.id}/${noun}`, body);
    if (conversation) applyLiveEvent(cache, { type: "conversation", conversation }, me.id);
  }

  #row(): Conversation | undefined {
    const { queryKey } = conversationsQuery(this.desk.filters);
    const list = this.desk.cache.getQueryData<ConversationList>(queryKey);
    const rows = list?.conversations.slice(0, FIRST_ROWS) ?? [];
    return rows.length > 0 ? this.random.pick(rows) : undefined;
  }

  #thread(): Thread | undefined {
    return this.desk.opened
      ? this.desk.cache.getQueryData(messagesQuery(this.desk.opened.id).queryKey)
      : undefined;
  }
}

const kinds = { note: "notes", public: "answers publicly", private: "answers" };

/** The lists that agents begin with: each view, a filter by Page, what was closed, a search. */
export function firstFilters(number: number, channelIds: string[]): Filters {
  const plain: Filters = { view: "all", status: "open", channelId: null, q: "" };
  const choices: Filters[] = [
    plain,
    { ...plain, view: "unassigned" },
    { ...plain, view: "mine" },
    { ...plain, view: "closing" },
    { ...plain, channelId: channelIds[0] ?? null },
    { ...plain, status: "closed" },
    { ...plain, q: "customer 00" },
    { ...plain, view: "unassigned", channelId: channelIds[1] ?? null },
  ];
  return choices[number % choices.length]!;
}
