import type { Program } from "../stage/program";
import type { Fault } from "./fault";

/** Processes and the database end without warning, and are started again. */
export const processFaults: Fault[] = [
  {
    name: "web_killed",
    what: "kill -9 of a web process, started again some seconds later",
    lasts: [2, 8],
    every: 60,
    begin: ({ stage, random }) => kill(random.pick(stage.webs)),
  },
  {
    name: "worker_killed",
    what: "kill -9 of a worker process, started again some seconds later",
    lasts: [2, 8],
    every: 60,
    begin: ({ stage, random }) => kill(random.pick(stage.workers)),
  },
  {
    name: "database_killed",
    what: "kill -9 of the database server amid writing; it replays its log and comes back",
    lasts: [5, 5],
    every: 240,
    async begin({ stage: { postgres } }) {
      await postgres.kill();
      return () => untilItAnswers(() => postgres.query("select 1"));
    },
  },
];

async function kill(program: Program) {
  await program.kill();
  return () => untilItAnswers(() => (program.isReady ? Promise.resolve() : program.start()));
}

/** A process that starts while the database is down says so and ends; it is started again, as a supervisor would. */
async function untilItAnswers(ask: () => Promise<unknown>) {
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  throw new Error("What was killed does not come back.");
}
