import { startSimulator } from "./start-simulator";

const { SIMULATOR_PORT = "3100", SIMULATOR_DATA, SIMULATOR_SEED = "1" } = process.env;

const simulator = await startSimulator({
  port: Number(SIMULATOR_PORT),
  dataFile: SIMULATOR_DATA || undefined,
  seed: Number(SIMULATOR_SEED),
});
console.log(`simulator ready: ${simulator.url}`);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
