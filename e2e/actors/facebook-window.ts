import type { Locator, Page } from "@playwright/test";

interface Withheld {
  withoutPages?: string[];
  withoutPermissions?: string[];
}

/** The platform's login dialog in its own window. */
export class FacebookWindow {
  private constructor(private readonly popup: Page) {}

  static opensAt(screen: Page, button: string | RegExp) {
    return FacebookWindow.opensBy(screen.getByRole("button", { name: button }), screen);
  }

  static async opensBy(button: Locator, screen: Page) {
    const opening = screen.waitForEvent("popup");
    await button.click();
    return new FacebookWindow(await opening);
  }

  async cancels() {
    await this.leaves(() => this.popup.getByRole("button", { name: "Cancel" }).click());
  }

  async continuesAs(account: string, { withoutPages = [], withoutPermissions = [] }: Withheld = {}) {
    await this.popup.getByRole("button", { name: account, exact: true }).click();
    for (const name of [...withoutPages, ...withoutPermissions])
      await this.popup.getByRole("checkbox", { name, exact: true }).uncheck();
    await this.leaves(() => this.popup.getByRole("button", { name: `Continue as ${account}` }).click());
  }

  /** The window closes itself once the workspace has heard the answer. */
  private async leaves(answer: () => Promise<void>) {
    const closed = this.popup.waitForEvent("close");
    await answer();
    await closed;
  }
}
