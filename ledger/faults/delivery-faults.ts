import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "../actors/browser";
import type { Fault, Surroundings } from "./fault";

type Moods = Record<string, number | boolean>;

/** How the platform's webhooks travel. */
export const deliveryFaults: Fault[] = [
  mood("deliveries_repeated", "every delivery arrives two or three times", ({ random }) => [
    { repeat: random.between(2, 3) },
    { repeat: 1 },
  ]),
  mood("deliveries_shuffled", "deliveries arrive in another order than they were sent", () => [
    { shuffle: true },
    { shuffle: false },
  ]),
  mood("deliveries_delayed", "deliveries arrive seconds late", ({ random }) => [
    { delayMs: random.between(500, 4_000) },
    { delayMs: 0 },
  ]),
  mood(
    "deliveries_dropped",
    "two of five attempts get lost on their way and are made again, later and out of order",
    () => [{ drop: 0.4 }, { drop: 0 }],
  ),
  {
    name: "acknowledgement_lost",
    what: "a delivery is kept and answered, the answer gets lost, and the platform sends it again",
    lasts: [4, 15],
    every: 70,
    begin: async ({ hook, random }) =>
      hook.add("acknowledgement_lost", () => (random.chance(0.3) ? { kind: "lose_answer" } : null)),
  },
  {
    name: "delivery_held_up",
    what: "a delivery needs longer than the platform waits for its answer, and comes once more",
    lasts: [4, 12],
    every: 90,
    begin: async ({ hook, random }) =>
      hook.add("delivery_held_up", () => (random.chance(0.04) ? { kind: "delay", ms: 6_000 } : null)),
  },
];

/**
 * Only behind a flag: nothing but a comparison with the platform's history brings these back, and that reaches the 20
 * newest messages of a thread. So it is for runs in which nobody writes more than that between two searches.
 */
export const deliveriesLost: Fault = {
  name: "deliveries_lost",
  what: "a delivery is answered on its way and never arrives; an admin has what is missing searched for",
  lasts: [4, 10],
  every: 60,
  async begin({ hook, random, admin, channelIds }) {
    const stop = hook.add("deliveries_lost", ({ body }) =>
      isOfMessages(body) && random.chance(0.2) ? { kind: "answer", status: 200, body: "" } : null,
    );
    return async () => {
      stop();
      for (const id of channelIds) await search(admin, id);
    };
  },
};

/** Reactions, corrections and confirmations stand in no history: what was lost of them is lost. */
function isOfMessages(body: Buffer): boolean {
  const { entry = [] } = JSON.parse(body.toString()) as { entry?: { messaging?: { message?: object }[] }[] };
  return entry.every(({ messaging = [] }) => messaging.every(({ message }) => message !== undefined));
}

/** Until it is taken: the workspace may be down, or the Page without access, at this very moment. */
async function search(admin: Browser, channelId: string) {
  for (;;) {
    const answer = await admin
      .fetch(`/api/channels/${channelId}/history`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ kind: "gap" }),
      })
      .catch(() => null);
    if (answer?.ok) return;
    await pause(1_000);
  }
}

function mood(name: string, what: string, moods: (surroundings: Surroundings) => [Moods, Moods]): Fault {
  return {
    name,
    what,
    lasts: [5, 20],
    every: 60,
    async begin(surroundings) {
      const [bad, good] = moods(surroundings);
      const { control } = surroundings.stage;
      await control.put("/moods", bad);
      return () => control.put("/moods", good);
    },
  };
}
