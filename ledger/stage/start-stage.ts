import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { Teardown } from "@/bench/stage/teardown";
import { findFreePort } from "@/db/embedded/free-port";
import { Control } from "./control";
import { HttpDoor } from "./http-door";
import { Postgres } from "./postgres";
import { productProcess } from "./product";
import { Program, root } from "./program";
import { TcpDoor } from "./tcp-door";
import { createWorld, type World } from "./world";

/** Everything that runs: the product in four processes, its database, the platform, and the doors between them. */
export interface Stage {
  control: Control;
  world: World;
  postgres: Postgres;
  simulator: Program;
  webs: Program[];
  workers: Program[];
  /** Agents come in here. */
  webDoor: TcpDoor;
  /** The platform's webhooks come in here. */
  hookDoor: HttpDoor;
  /** The product asks the platform through here. */
  graphDoor: HttpDoor;
  /** The workspace's public address. */
  url: string;
  folder: string;
  close(): Promise<void>;
}

/** @throws Error when something does not start; what had started by then is ended. */
export async function startStage(options: { people: number; seed: number; keep?: boolean }): Promise<Stage> {
  const teardown = new Teardown();
  try {
    return await build(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function build(
  { people, seed, keep }: { people: number; seed: number; keep?: boolean },
  teardown: Teardown,
): Promise<Stage> {
  // On the project's own disk: a temporary folder may lie in memory, where durable costs nothing.
  mkdirSync(path.join(root, ".data"), { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(path.join(root, ".data/ledger-"));
  if (!keep) teardown.later(async () => rmSync(folder, { recursive: true, force: true }));
  const postgres = await Postgres.start(folder);
  teardown.later(postgres.stop);

  const platform = await startPlatform(seed, teardown);
  const world = await createWorld(platform.control, people);
  const doors = await openDoors(platform.port, teardown);
  const settings = { folder, databaseUrl: postgres.url, world, graphUrl: doors.graphUrl, appUrl: doors.url };
  const { webs, workers } = await startProduct(settings, doors, teardown);
  const { webDoor, hookDoor, graphDoor, url } = doors;
  await platform.control.post("/apps", {
    id: world.app.id,
    callbackUrl: `${doors.hookUrl}/api/webhooks/facebook`,
  });
  return {
    ...{ control: platform.control, simulator: platform.simulator, world, postgres, webs, workers },
    ...{ webDoor, hookDoor, graphDoor, url, folder },
    close: () => teardown.run(),
  };
}

async function startPlatform(seed: number, teardown: Teardown) {
  const port = await findFreePort();
  const simulator = new Program({
    name: "simulator",
    args: ["--import", "tsx", "simulator/main.ts"],
    word: "simulator ready",
    env: { SIMULATOR_PORT: String(port), SIMULATOR_SEED: String(seed) },
  });
  await simulator.start();
  teardown.later(() => simulator.stop());
  return { simulator, port, control: new Control(`http://127.0.0.1:${port}`) };
}

/** Doors come first, for the product must know their addresses; behind them nobody lives yet. */
async function openDoors(simulatorPort: number, teardown: Teardown) {
  const living = new Map<Program, number>();
  const targets = () => [...living].filter(([program]) => program.isReady).map(([, port]) => port);
  const webDoor = new TcpDoor(targets);
  const hookDoor = new HttpDoor(targets);
  const graphDoor = new HttpDoor(() => [simulatorPort]);
  const addresses: string[] = [];
  for (const door of [webDoor, hookDoor, graphDoor]) {
    const port = await findFreePort();
    await door.listen(port);
    teardown.later(async () => door.close());
    addresses.push(`http://127.0.0.1:${port}`);
  }
  const [url = "", hookUrl = "", graphUrl = ""] = addresses;
  return { living, webDoor, hookDoor, graphDoor, url, hookUrl, graphUrl };
}

async function startProduct(
  settings: Parameters<typeof productProcess>[0],
  { living }: { living: Map<Program, number> },
  teardown: Teardown,
) {
  const webs: Program[] = [];
  const workers: Program[] = [];
  for (const kind of ["web", "worker"] as const) {
    for (const number of [1, 2]) {
      const port = await findFreePort();
      const program = productProcess(settings, { name: `${kind} ${number}`, process: kind, port });
      await program.start();
      teardown.later(() => program.stop());
      (kind === "web" ? webs : workers).push(program);
      if (kind === "web") living.set(program, port);
    }
  }
  return { webs, workers };
}
