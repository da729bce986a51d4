import { Acting } from "./acting";
import { assemble } from "./actors/assemble";
import { actAsBrowsers } from "./actors/browser";
import type { Tally } from "./compare/compare-leftovers";
import { chooseFaults } from "./faults/all-faults";
import { FaultRunner } from "./faults/fault-runner";
import { Mishaps } from "./faults/mishaps";
import { planFaults } from "./faults/plan-faults";
import { Meter } from "./meter";
import type { Options } from "./options";
import { plantAll } from "./plants/plants";
import { untilQuiet } from "./quiet";
import { Random } from "./random";
import type { Stage } from "./stage/start-stage";

/** Before the first fault, and after the last: what is shown then has been told live, not read after a broken connection. */
const CALM_FIRST_SECONDS = 3;
const CALM_LAST_SECONDS = 10;
/** Short enough for a run of minutes; after these the platform would give up after an hour. */
const RETRY_AFTER_MS = [0, 1_000, 4_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000];

export type Played = Awaited<ReturnType<typeof play>>;

/** Lets everybody act while faults are at work, heals everything, and waits until all is quiet. */
export async function play(stage: Stage, options: Options) {
  actAsBrowsers();
  const cast = await assemble(stage, options);
  const seconds = options.minutes * 60;
  const faults = chooseFaults(options.faults, options.losses);
  const until = Math.max(seconds - CALM_LAST_SECONDS, seconds / 2);
  const plan = planFaults(faults, options.seed, {
    from: Math.min(CALM_FIRST_SECONDS, seconds / 10),
    to: until,
  });
  const graph = new Mishaps(stage.graphDoor);
  const hook = new Mishaps(stage.hookDoor);
  const { agents, admin, channelIds, book, desks, customers } = cast;
  const runner = new FaultRunner(
    faults,
    plan,
    { stage, graph, hook, agents, admin, channelIds },
    options.seed,
  );
  const meter = new Meter(stage);
  await stage.control.put("/moods", { retryAfterMs: RETRY_AFTER_MS });

  const acting = new Acting(stage, options, cast, runner, meter);
  const playedSeconds = await acting.run(seconds, until);
  const quietSeconds = await untilQuiet(stage, book, desks);
  const soil = { stage, hook, desks, customers, random: new Random(options.seed, "plants") };
  const planted = await plantAll(options.plants, soil, () => untilQuiet(stage, book, desks));
  const tally = await stage.control.get<Tally>("/deliveries/tally");
  return {
    book,
    desks,
    planted,
    report: {
      playedSeconds,
      quietSeconds,
      events: tally.events + book.actionCount,
      eventsOfPlatform: tally.events,
      actions: book.actions,
      refusals: book.refusals,
      tally,
      faults: runner.times,
      struck: { ...graph.struck, ...hook.struck },
      connects: desks.reduce((sum, { connects }) => sum + connects, 0),
      samples: meter.samples,
    },
  };
}
