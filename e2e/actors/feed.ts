import { expect } from "@playwright/test";
import { Control } from "../stage/control";
import type { Customer } from "./customer";

interface Published {
  id: string;
  text: string | null;
  hidden: boolean;
  removed: boolean;
  likedByPage: boolean;
  comments: Published[];
}

/** What is said on a Page where everybody can see it, as the platform knows it. */
export class Feed {
  private readonly control: Control;

  constructor(
    simulator: string,
    readonly pageId: string,
  ) {
    this.control = new Control(simulator);
  }

  /** @returns its id, as everything below. */
  async posts(
    text: string,
    more: { picture?: boolean; published?: boolean; promoted?: boolean; at?: string } = {},
  ) {
    return this.make(`/pages/${this.pageId}/posts`, { text, ...more });
  }

  async comments({ id }: Customer, to: string, text: string, more: { photo?: boolean; at?: string } = {}) {
    return this.make(`/people/${id}/comments`, { pageId: this.pageId, to, text, ...more });
  }

  /**
   * Comments in a later second than anything before. The platform tells what is said in public to the second and what
   * is written privately to the millisecond: within one second a comment stands before a message.
   */
  async commentsNext(customer: Customer, to: string, text: string) {
    const second = () => Math.floor(Date.now() / 1000);
    await expect.poll(second, { intervals: [20] }).toBeGreaterThan(second());
    return this.comments(customer, to, text);
  }

  async visits({ id }: Customer, text: string) {
    return this.make(`/people/${id}/posts`, { pageId: this.pageId, text });
  }

  async mentions({ id }: Customer, text: string) {
    return this.make(`/people/${id}/mentions`, { pageId: this.pageId, text });
  }

  async rates({ id }: Customer, recommendation: "positive" | "negative", text: string) {
    return this.make(`/people/${id}/ratings`, { pageId: this.pageId, recommendation, text });
  }

  async edits({ id }: Customer, published: string, text: string) {
    await this.control.post(`/people/${id}/public-edits`, { id: published, text });
  }

  async removes({ id }: Customer, published: string) {
    await this.control.post(`/people/${id}/public-removals`, { id: published });
  }

  /** The Page answers from the platform's own tools. */
  async answers(to: string, text: string) {
    return this.make(`/pages/${this.pageId}/comments`, { to, text });
  }

  /** As everybody sees it, or doesn't. */
  async find(id: string): Promise<Published> {
    const { posts } = await this.control.get<{ posts: Published[] }>(`/pages/${this.pageId}/feed`);
    const all = (published: Published[]): Published[] =>
      published.flatMap((one) => [one, ...all(one.comments)]);
    const found = all(posts).find((one) => one.id === id);
    if (!found) throw new Error(`Nothing on the feed is called ${id}.`);
    return found;
  }

  private async make(path: string, body: object) {
    return (await this.control.post<{ id: string }>(path, body)).id;
  }
}
