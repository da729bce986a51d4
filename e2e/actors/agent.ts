import { expect, type Page } from "@playwright/test";
import type { Customer } from "./customer";

/** Somebody at a browser who answers. Admins do as well. */
export class Agent {
  constructor(
    readonly screen: Page,
    readonly name: string,
  ) {}

  /** The rows of the list. */
  get list() {
    return this.screen.getByRole("list", { name: "Conversations" });
  }

  get conversation() {
    return this.screen.getByRole("region", { name: "Conversation", exact: true });
  }

  /** With whom the open conversation is. */
  get title() {
    return this.conversation.getByRole("heading", { level: 2 });
  }

  get thread() {
    return this.screen.getByRole("log");
  }

  get composer() {
    return this.screen.getByRole("region", { name: /^Write a (public |private )?(reply|note)$/ });
  }

  get sendButton() {
    return this.composer.getByRole("button", { name: /^(Reply|Send|Split|Add note)/ });
  }

  get contact() {
    return this.screen.getByRole("region", { name: "Contact", exact: true });
  }

  get text() {
    return this.composer.getByRole("textbox");
  }

  row(customer: Customer) {
    return this.list.getByRole("link", { name: customer.name });
  }

  /** A message in the open thread. */
  bubble(text: string) {
    return this.thread.getByRole("article").filter({ hasText: text });
  }

  async entersTheInbox(view: "mine" | "unassigned" | "all" = "all") {
    await this.screen.goto(`/inbox?view=${view}`);
    await expect(this.screen.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  }

  async opens(customer: Customer) {
    await this.row(customer).click();
    await expect(this.title).toHaveText(customer.name);
  }

  /** Searches the list for somebody, and opens what was found. */
  async finds(customer: Customer) {
    await this.screen.getByRole("button", { name: "Search by name" }).click();
    await this.screen.getByRole("textbox", { name: "Search by name" }).fill(customer.name);
    await expect(this.list.getByRole("link")).toHaveCount(1);
    await this.opens(customer);
  }

  async writes(text: string) {
    await this.text.fill(text);
  }

  async replies(text: string) {
    await this.composer.getByRole("radio", { name: "Private" }).check();
    await this.writes(text);
    await this.text.press("Control+Enter");
  }

  async notes(text: string) {
    await this.composer.getByRole("radio", { name: "Note" }).check();
    await this.writes(text);
    await this.text.press("Control+Enter");
  }

  async chooses(view: "Mine" | "Unassigned" | "All" | "Closing soon") {
    await this.screen.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
  }

  /** Gives the open conversation to somebody, or takes it with "Take it". */
  async assigns(entry: string) {
    await this.screen.getByRole("button", { name: /Assign$/ }).click();
    await this.screen
      .getByRole("menuitem", { name: entry })
      .or(this.screen.getByRole("menuitemcheckbox", { name: entry }))
      .click();
  }

  async presses(...keys: string[]) {
    for (const key of keys) await this.screen.keyboard.press(key);
  }

  /** A thread opens at the first unread message, which may not be the end. */
  async goesToTheNewest() {
    await this.thread.press("End");
  }

  async goesOffline() {
    await this.screen.context().setOffline(true);
  }

  async comesBackOnline() {
    await this.screen.context().setOffline(false);
  }

  /** Writes to these addresses wait until they are let go. @returns what lets them go. */
  async holdsBack(address: string): Promise<() => Promise<void>> {
    let letGo = () => {};
    const going = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await this.screen.route(address, async (route) => {
      if (route.request().method() === "POST") await going;
      await route.fallback();
    });
    return async () => letGo();
  }

  /** Writes to these addresses never arrive. @returns what mends it. */
  async cannotReach(address: string): Promise<() => Promise<void>> {
    await this.screen.route(address, (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
    return () => this.screen.unroute(address);
  }
}
