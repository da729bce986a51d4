/** What stands on the stage before the first spec, and where. */
export interface World {
  workspace: string;
  /** Where the workspace keeps its database. */
  dataDir: string;
  simulator: string;
  appId: string;
  /** The Page that everybody writes to: Harbor Coffee. */
  pageId: string;
  /** Files with the cookies of who is signed in. */
  sessions: { ada: string; ana: string };
}

/** Everybody's, so that a spec can sign in by hand. */
export const PASSWORD = "harbor-lights-at-dawn";

/** Ada was there first; Ana answers. */
export const cast = {
  ada: { name: "Ada", email: "ada@harbor.example", role: "admin" },
  ana: { name: "Ana", email: "ana@harbor.example", role: "agent" },
} as const;

const VARIABLE = "PAGEDESK_E2E_WORLD";

export function tellWorld(world: World) {
  process.env[VARIABLE] = JSON.stringify(world);
}

/** @throws Error outside of a run of the suite. */
export function theWorld(): World {
  const told = process.env[VARIABLE];
  if (!told) throw new Error("The stage is not set: run specs with `npx playwright test`.");
  return JSON.parse(told);
}
