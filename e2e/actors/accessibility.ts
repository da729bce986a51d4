import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Nothing on the screen, as it stands, breaks WCAG 2.1 A or AA, in light nor in dark. */
export async function expectAccessible(screen: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await screen.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: screen }).withTags(RULES).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\n${failureSummary}`),
    );
    expect(found, `what axe finds in ${colorScheme} on ${screen.url()}`).toEqual([]);
  }
}
