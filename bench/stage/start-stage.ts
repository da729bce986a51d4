import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded/start-embedded-postgres";
import { migrateDatabase } from "@/db/migrate";
import { Connection, postRequest } from "../load/connection";
import { type SignedDelivery, signedDelivery } from "../load/signed-deliveries";
import { createPlainTables } from "../reference/open-plainly";
import { Database, until } from "./database";
import { app, type Platform, startPlatform } from "./platform";
import { type Program, root, startProgram } from "./program";
import { startProduct, startWorkspace, type Workspace } from "./workspace";

/** The first of the five ports that are used, one after the other. */
const FIRST_PORT = Number(process.env.BENCH_PORT || 3350);
const PEOPLE = 200;

/** Everything that is measured, side by side on one PostgreSQL server. */
export interface Stage {
  platform: Platform;
  /** The product as `npm start` runs it, with its worker. */
  all: Workspace;
  /** The same build with `PROCESS=web`: it stores deliveries and opens none. */
  web: Workspace;
  /** The limit: see `reference/bare-server.ts`. */
  bare: { port: number; database: Database };
  /** A signed delivery with one message, from one sender after the other. */
  nextDelivery(text?: string): SignedDelivery;
  /** One signed delivery with one message for each text, from one person after the other unless told otherwise. */
  deliveryOf(texts: string[], senderOf?: (index: number) => number): SignedDelivery;
  /** The worker that `web` lacks. */
  startWorker(): Promise<Program>;
  close(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  // On the project's own disk: a temporary folder may lie in memory, where durable costs nothing.
  mkdirSync(path.join(root, ".data"), { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(path.join(root, ".data/bench-"));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  const [first, second, third] = ["bench_all", "bench_web", "bench_bare"] as const;
  const [ofAll, ofWeb, ofBare] = await Promise.all([
    Database.create(postgres.url, first),
    Database.create(postgres.url, second),
    Database.create(postgres.url, third),
  ]);
  await migrateDatabase(ofBare.url);
  await createPlainTables(ofBare.client);

  const [allPort, webPort, barePort, platformPort, workerPort] = [0, 1, 2, 3, 4].map(
    (offset) => FIRST_PORT + offset,
  ) as [number, number, number, number, number];
  const platform = await startPlatform(platformPort, PEOPLE);
  const bare = await startBareServer(barePort, ofBare);
  const common = { platform, folder };
  const all = await startWorkspace({ ...common, port: allPort, process: "all", database: ofAll });
  const web = await startWorkspace({ ...common, port: webPort, process: "web", database: ofWeb });
  const startWorker = () => startProduct({ ...common, port: workerPort, process: "worker", database: ofWeb });

  const { senders } = platform;
  let turn = 0;
  const stage: Stage = {
    platform,
    all,
    web,
    bare: { port: barePort, database: ofBare },
    nextDelivery(text = "Hello! Is the Ethiopian one back in stock? I would take two bags.") {
      turn += 1;
      return signedDelivery(app.secret, [{ sender: senders[turn % senders.length]!, text }]);
    },
    deliveryOf: (texts, senderOf = (index) => index % senders.length) =>
      signedDelivery(
        app.secret,
        texts.map((text, index) => ({ sender: senders[senderOf(index)]!, text })),
      ),
    startWorker,
    async close() {
      for (const program of [web.program, all.program, bare, platform.program]) await program.stop();
      for (const database of [ofAll, ofWeb, ofBare]) await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await introduceEverybody(stage);
  return stage;
}

function startBareServer(port: number, database: Database) {
  return startProgram(["--import", "tsx", "bench/reference/bare-server.ts"], {
    word: "listening",
    env: { PORT: String(port), DATABASE_URL: database.url, FACEBOOK_APP_SECRET: app.secret },
  });
}

/** Everybody has written once, so that nothing measured is anybody's first time. */
async function introduceEverybody({ all, web, platform, deliveryOf, startWorker }: Stage) {
  const worker = await startWorker();
  for (const { port, database } of [all, web]) {
    const connection = await Connection.open(port);
    const texts = platform.senders.map((_, index) => `Good morning, I am number ${index}.`);
    await connection.send(postRequest("/api/webhooks/facebook", deliveryOf(texts)));
    connection.close();
    await until(async () => (await database.count("messages")) === texts.length);
    await database.becomesSettled();
  }
  await worker.stop();
}
