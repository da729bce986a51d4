import { startProgram } from "./start-program";

/** The pretend platform as a program of its own, on a free port, with nothing kept. */
export async function startSimulator() {
  const { ready, stop } = await startProgram({
    name: "simulator",
    args: ["--import", "tsx", "simulator/main.ts"],
    env: { SIMULATOR_PORT: "0" },
    isReady: (line) => line.startsWith("simulator ready"),
  });
  return { url: ready.replace("simulator ready: ", ""), stop };
}
