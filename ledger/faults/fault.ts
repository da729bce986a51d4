import type { AgentActor } from "../actors/agent";
import type { Browser } from "../actors/browser";
import type { Random } from "../random";
import type { Stage } from "../stage/start-stage";
import type { Mishaps } from "./mishaps";
import type { Rhythm } from "./plan-faults";

/** What a fault can lay its hands on. */
export interface Surroundings {
  stage: Stage;
  /** What may befall a call on its way to the platform, or a delivery on its way to us. */
  graph: Mishaps;
  hook: Mishaps;
  agents: AgentActor[];
  /** Connects Pages again when their token has ended. */
  admin: Browser;
  channelIds: string[];
  random: Random;
}

/** Something that goes wrong for a while. */
export interface Fault extends Rhythm {
  /** For the report: what happens, in one sentence. */
  what: string;
  /** @returns how it is made good again. */
  begin: (surroundings: Surroundings) => Promise<() => unknown>;
}
