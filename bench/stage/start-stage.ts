import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded/start-embedded-postgres";
import { migrateDatabase } from "@/db/migrate";
import { Connection, postRequest } from "../load/connection";
import { type Sender, type SignedDelivery, signedDelivery } from "../load/signed-deliveries";
import { createPlainTables } from "../reference/open-plainly";
import { Database, until } from "./database";
import { app, type Platform, startPlatform } from "./platform";
import { type Program, root, startProgram } from "./program";
import { Teardown } from "./teardown";
import { DIRECT_DOOR, startProduct, startWorkspace, type Workspace } from "./workspace";

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
  bare: { port: number; database: Database; program: Program };
  /** A signed delivery with one message, from one sender after the other. @param at in milliseconds. */
  nextDelivery(text?: string, at?: number): SignedDelivery;
  /** One signed delivery with one message for each text, from one person after the other unless told otherwise. */
  deliveryOf(texts: string[], senderOf?: (index: number) => number, at?: number): SignedDelivery;
  /** The worker that `web` lacks. */
  startWorker(): Promise<Program>;
  close(): Promise<void>;
}

/** @throws Error when something does not start; what had started by then is ended. */
export async function startStage(): Promise<Stage> {
  const teardown = new Teardown();
  try {
    const stage = await build(teardown);
    await introduceEverybody(stage);
    return stage;
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function build(teardown: Teardown): Promise<Stage> {
  const { folder, ofAll, ofWeb, ofBare } = await startDatabases(teardown);
  const platform = await startPlatform(port(3), PEOPLE);
  teardown.later(() => platform.program.stop());
  const program = await startBareServer(port(2), ofBare);
  teardown.later(() => program.stop());
  const common = { platform, folder };
  const all = await startWorkspace({ ...common, port: port(0), process: "all", database: ofAll });
  teardown.later(() => all.program.stop());
  const web = await startWorkspace({ ...common, port: port(1), process: "web", database: ofWeb });
  teardown.later(() => web.program.stop());

  return {
    platform,
    all,
    web,
    bare: { port: port(2), database: ofBare, program },
    ...deliveriesFrom(platform.senders),
    startWorker: () => startProduct({ ...common, port: port(4), process: "worker", database: ofWeb }),
    close: () => teardown.run(),
  };
}

const port = (offset: number) => FIRST_PORT + offset;

async function startDatabases(teardown: Teardown) {
  // On the project's own disk: a temporary folder may lie in memory, where durable costs nothing.
  mkdirSync(path.join(root, ".data"), { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(path.join(root, ".data/bench-"));
  teardown.later(async () => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  teardown.later(() => postgres.stop());

  const create = async (name: string) => {
    const database = await Database.create(postgres.url, name);
    teardown.later(() => database.close());
    return database;
  };
  const [ofAll, ofWeb, ofBare] = [
    await create("bench_all"),
    await create("bench_web"),
    await create("bench_bare"),
  ];
  await migrateDatabase(ofBare.url);
  await createPlainTables(ofBare.client);
  return { folder, ofAll, ofWeb, ofBare };
}

function deliveriesFrom(senders: Sender[]): Pick<Stage, "nextDelivery" | "deliveryOf"> {
  let turn = 0;
  const deliveryOf: Stage["deliveryOf"] = (texts, senderOf = (index) => index % senders.length, at) =>
    signedDelivery(
      app.secret,
      texts.map((text, index) => ({ sender: senders[senderOf(index)]!, text })),
      at,
    );

  return {
    deliveryOf,
    nextDelivery(text = "Hello! Is the Ethiopian one back in stock? I would take two bags.", at) {
      turn += 1;
      return deliveryOf([text], () => turn % senders.length, at);
    },
  };
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
    await connection.send(postRequest(DIRECT_DOOR, deliveryOf(texts)));
    connection.close();
    await until(async () => (await database.count("messages")) >= texts.length);
    await database.becomesSettled();
  }
  await worker.stop();
}
