import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** Hears what browsers complain about: errors on the console, exceptions, and what the content security policy refused. */
export class Witness {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  watch(context: BrowserContext) {
    context.on("console", (message) => {
      if (message.type() === "error") this.heard.push(inWords(message));
    });
    context.on("weberror", (error) => this.heard.push(`exception: ${error.error().stack ?? error.error()}`));
  }

  /** These belong to the story, as a refused call does to a spec about refusals. */
  expects(complaint: RegExp) {
    this.expected.push(complaint);
  }

  complaints(): string[] {
    return this.heard.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)));
  }
}

function inWords(message: ConsoleMessage) {
  return `${message.text()} (${message.location().url})`;
}
