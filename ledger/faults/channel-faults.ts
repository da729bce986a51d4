import { setTimeout as pause } from "node:timers/promises";
import { pageToken } from "../stage/world";
import type { Fault, Surroundings } from "./fault";

/** What befalls a Page as a whole. */
export const channelFaults: Fault[] = [
  {
    name: "token_expired",
    what: "a Page's token ends while messages are on their way; an admin connects the Page again a little later",
    lasts: [4, 10],
    every: 120,
    async begin(surroundings) {
      const { stage, random } = surroundings;
      const page = random.pick(stage.world.pages);
      const subcode = random.pick([463, 460, 458]);
      await stage.control.post("/tokens/expire", { pageId: page.id, subcode });
      return () => reconnect(surroundings, page.id);
    },
  },
  {
    name: "page_throttled",
    what: "a Page has used up its allowance and says so, while one of its conversations gets fifty answers at once",
    lasts: [5, 10],
    every: 150,
    async begin({ stage: { control, world }, agents, random }) {
      const busy = agents.filter(({ desk }) => desk.opened);
      const agent = busy.length > 0 ? random.pick(busy) : null;
      const page =
        world.pages.find(({ name }) => name === agent?.desk.opened?.channel.name) ?? world.pages[0]!;
      // Of its messages alone: a public reply that is refused waits for five minutes at least.
      const code = random.pick([32, 613, 80006]);
      const level = { pageId: page.id, type: "messenger", code, regainMinutes: 0 };
      await control.put("/usage", { ...level, callCount: 120 });
      agent?.fill(50);
      return () => control.put("/usage", { ...level, callCount: 20 });
    },
  },
];

/** As an admin does it, until it succeeds: the workspace may be down at this moment too. */
async function reconnect({ stage, admin }: Surroundings, pageId: string) {
  for (;;) {
    const pageAccessToken = await pageToken(stage.control, stage.world, pageId);
    const answer = await admin
      .fetch("/api/channels", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ kind: "facebook", pageAccessToken }),
      })
      .catch(() => null);
    if (answer?.ok) return;
    await pause(1_000);
  }
}
