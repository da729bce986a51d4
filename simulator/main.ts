import { startSimulator } from "./start-simulator";

const { SIMULATOR_PORT = "3100", SIMULATOR_DATA, SIMULATOR_SEED = "1" } = process.env;

/** What the platform allows (reference 4.10). */
const HISTORY_PER_SECOND = 2;

const simulator = await startSimulator({
  port: Number(SIMULATOR_PORT),
  dataFile: SIMULATOR_DATA || undefined,
  seed: Number(SIMULATOR_SEED),
  historyPerSecond: HISTORY_PER_SECOND,
});
console.log(`simulator ready: ${simulator.url}`);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
