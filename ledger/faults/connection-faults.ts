import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "./fault";

/** What befalls the way between agents and the workspace. */
export const connectionFaults: Fault[] = [
  {
    name: "sockets_cut",
    what: "every agent's connections are cut, again and again",
    lasts: [2, 8],
    every: 45,
    async begin({ stage: { webDoor }, random }) {
      let goesOn = true;
      const cutting = (async () => {
        while (goesOn) {
          webDoor.cutAll();
          await pause(random.between(500, 2_500));
        }
      })();
      return async () => {
        goesOn = false;
        await cutting;
      };
    },
  },
  {
    name: "workspace_unreachable",
    what: "nobody gets through to the workspace",
    lasts: [2, 8],
    every: 90,
    async begin({ stage: { webDoor } }) {
      webDoor.isShut = true;
      webDoor.cutAll();
      return () => {
        webDoor.isShut = false;
      };
    },
  },
  {
    name: "workspace_stalled",
    what: "connections stand, and not a byte goes through",
    lasts: [2, 8],
    every: 90,
    async begin({ stage: { webDoor } }) {
      webDoor.stalled = true;
      return () => {
        webDoor.stalled = false;
      };
    },
  },
];
