import type { Control } from "../stage/control";

/** A message as the customer's phone shows it. */
export interface PhoneMessage {
  mid: string;
  from: "person" | "page";
  text: string | null;
  attachments: { type: string; name?: string }[];
  quickReplies: { title: string }[] | null;
  appId: string | null;
  delivered: boolean;
  seen: boolean;
}

interface Phone {
  messages: PhoneMessage[];
  typing: boolean;
  seenByPageAt: string | null;
}

export interface Saying {
  at?: string;
  replyTo?: string;
  quickReplyPayload?: string;
  referral?: Record<string, unknown>;
}

/** Somebody with a phone who writes to a Page. */
export class Customer {
  constructor(
    private readonly control: Control,
    readonly id: string,
    readonly name: string,
    readonly pageId: string,
  ) {}

  /** @returns the platform's id of the message. */
  async says(text: string, more: Saying = {}): Promise<string> {
    return (await this.act<{ mid: string }>("messages", { text, ...more })).mid;
  }

  /** All at once, as after a long time without a network. */
  async saysManyThings(texts: string[]) {
    await this.act("messages/batch", { texts });
  }

  /** Files of these kinds, in one message. */
  async sends(...types: ("image" | "sticker" | "audio" | "video" | "file")[]) {
    await this.act("messages", { attachments: types.map((type) => ({ type })) });
  }

  async taps(title: string, payload: string) {
    await this.act("postbacks", { title, payload });
  }

  async edits(mid: string, text: string) {
    await this.act("edits", { mid, text });
  }

  async reactsTo(mid: string, emoji: string) {
    await this.act("reactions", { mid, emoji });
  }

  async reads() {
    await this.act("reads");
  }

  async blocksThePage(blocked = true) {
    await this.control.patch(`/people/${this.id}`, { blocks: blocked ? [this.pageId] : [] });
  }

  /** What the Page wrote, oldest first. */
  async replies(): Promise<(string | null)[]> {
    const { messages } = await this.phone();
    return messages.filter(({ from }) => from === "page").map(({ text }) => text);
  }

  async lastReply(): Promise<string | null> {
    return (await this.replies()).at(-1) ?? null;
  }

  /** Whether the phone shows that the Page is typing. */
  async seesTyping(): Promise<boolean> {
    return (await this.phone()).typing;
  }

  /** Whether the phone shows the Page's seen mark under everything that was said. */
  async seesThatItWasSeen(): Promise<boolean> {
    const said = (await this.phone()).messages.filter(({ from }) => from === "person");
    return said.length > 0 && said.every(({ seen }) => seen);
  }

  phone() {
    return this.control.get<Phone>(`/people/${this.id}/threads/${this.pageId}`);
  }

  private act<Answer = unknown>(deed: string, body: object = {}) {
    return this.control.post<Answer>(`/people/${this.id}/${deed}`, { pageId: this.pageId, ...body });
  }
}
