import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { Agent } from "./actors/agent";
import { Facebook } from "./actors/facebook";
import { freshSurname } from "./actors/names";
import { Witness } from "./actors/witness";
import { type Colleague, Office } from "./stage/office";
import { startWorkspace, type Workspace } from "./stage/start-workspace";
import { cast, theWorld, type World } from "./stage/world";

interface Cast {
  /** Ana, who answers. She sits at her inbox, with all conversations before her. */
  agent: Agent;
  /** Ada, in a browser of her own. */
  admin: Agent;
  facebook: Facebook;
  /** Who could be a colleague, and is not yet: everybody with an address of their own. */
  newcomer: Newcomer;
  /** Starts one more workspace, empty, with these settings and no others. */
  install: Install;
  /** Opens one more browser: a session file or nobody, any size. What goes wrong in it fails the spec. */
  openBrowser: OpenBrowser;
  /** Sees every error on every console; a spec says which ones belong to it. */
  witness: Witness;
  /** Ada without a browser, for what must stand before a spec begins. */
  office: Office;
  world: World;
}

type Newcomer = (firstName: string, role?: Colleague["role"]) => Colleague;
type Install = (settings?: Record<string, string>) => Promise<Workspace>;
type OpenBrowser = (options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<Cast>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs.
  world: async ({}, give) => give(theWorld()),

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  witness: async ({}, give) => {
    const witness = new Witness();
    await give(witness);
    expect(witness.complaints(), "errors on the console").toEqual([]);
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  install: async ({}, give) => {
    const installed: Workspace[] = [];
    await give(async (settings) => {
      const workspace = await startWorkspace(settings);
      installed.push(workspace);
      return workspace;
    });
    for (const workspace of installed) await workspace.stop();
  },

  // Browsers close before the workspaces that they look at.
  openBrowser: async ({ browser, install: _, world, witness }, give) => {
    const opened: BrowserContext[] = [];
    await give(async (options = {}) => {
      const context = await browser.newContext({ baseURL: world.workspace, ...options });
      opened.push(context);
      witness.watch(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },

  facebook: async ({ world }, give, { workerIndex }) => {
    const facebook = new Facebook(world, workerIndex);
    await give(facebook);
    await facebook.calmsDown();
  },

  agent: async ({ openBrowser, world }, give) => {
    const agent = new Agent(await openBrowser({ storageState: world.sessions.ana }), cast.ana.name);
    await agent.entersTheInbox();
    await give(agent);
  },

  admin: async ({ openBrowser, world }, give) => {
    const admin = new Agent(await openBrowser({ storageState: world.sessions.ada }), cast.ada.name);
    await admin.entersTheInbox();
    await give(admin);
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  newcomer: async ({}, give, { workerIndex }) => {
    await give((firstName, role = "agent") => {
      const lastName = freshSurname(workerIndex);
      const email = `${firstName}.${lastName}@harbor.example`.toLowerCase();
      return { name: `${firstName} ${lastName}`, email, role };
    });
  },

  office: async ({ world }, give) => {
    const office = await Office.open(world.workspace, world.sessions.ada);
    await give(office);
    await office.http.dispose();
  },
});

export { expect };
