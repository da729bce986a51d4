import type { Random } from "../random";
import type { Mishap } from "../stage/http-door";
import type { Fault, Surroundings } from "./fault";

const SENDS = "/messages$";

/** What befalls the product's own calls of the platform. */
export const graphFaults: Fault[] = [
  onTheWay("graph_slow", "answers need seconds", 0.5, (random) => ({
    kind: "delay",
    ms: random.between(300, 4_000),
  })),
  onTheWay("graph_hangs", "an answer needs longer than anybody waits", 0.1, () => ({
    kind: "delay",
    ms: 17_000,
  })),
  onTheWay("graph_cut", "an answer breaks off in the middle", 0.3, () => ({ kind: "cut_answer" })),
  onTheWay("graph_answer_lost", "the platform has done it, and its answer is lost", 0.3, () => ({
    kind: "lose_answer",
  })),
  onTheWay("graph_unreachable", "the connection breaks before the platform has read anything", 0.4, () => ({
    kind: "refuse",
  })),
  onTheWay("graph_5xx", "something between answers 502 with a page of its own", 0.4, () => ({
    kind: "answer",
    status: 502,
    body: "<html>502 Bad Gateway</html>",
  })),
  onTheWay(
    "graph_garbled",
    "the platform has done it, and something that is no JSON comes back with 200",
    0.3,
    () => ({
      kind: "garble",
      status: 200,
    }),
  ),
  answered(
    "graph_passing_faults",
    "the platform answers with its passing faults 1, 2 and -1, and has done nothing",
    (random) => ({
      code: random.pick([1, 2, -1]),
      status: 500,
      when: "before",
      times: 6,
    }),
  ),
  answered("graph_done_but_error", "the platform sends the message and answers with an error", (random) => ({
    code: random.pick([1, 2, -1]),
    status: random.pick([500, 503]),
    when: "after",
    times: 6,
  })),
  answered("graph_rate_limited", "the platform refuses with 613, 4 or 32", (random) => ({
    code: random.pick([613, 4, 32]),
    status: 400,
    times: 4,
  })),
];

function onTheWay(name: string, what: string, share: number, mishap: (random: Random) => Mishap): Fault {
  return {
    name,
    what,
    lasts: [4, 12],
    every: 70,
    begin: async ({ graph, random }) => graph.add(name, () => (random.chance(share) ? mishap(random) : null)),
  };
}

function answered(name: string, what: string, fault: (random: Random) => object): Fault {
  return {
    name,
    what,
    lasts: [4, 12],
    every: 70,
    async begin({ stage: { control }, random }: Surroundings) {
      await control.post("/faults", { method: "POST", path: SENDS, ...fault(random) });
      // Faults have no name over there; those of others that are taken away with ours have had their time.
      return () => control.delete("/faults");
    },
  };
}
