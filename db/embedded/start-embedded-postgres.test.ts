import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findPostmaster, isAlive } from "./postmaster";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dataDir: string;
let started: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "embedded-postgres-"));
  started = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) await kill(child);
  for (const postgres of started) await postgres.stop();
  // Whatever a test left running is taken over and shut down.
  await (await startEmbeddedPostgres({ dataDir })).stop();
  await rm(dataDir, { recursive: true });
});

test("the first start serves a new database that nobody else can read", async () => {
  const { url } = await start();

  const [settings] = await query(
    url,
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commits, current_setting('timezone') as zone,
       current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
       pg_encoding_to_char(encoding) as encoding, upper('é') as upper,
       (select rolsuper from pg_roles where rolname = current_user) as almighty
     from pg_database where datname = current_database()`,
  );
  expect(settings).toEqual({
    version: 18,
    fsync: "on",
    commits: "on",
    zone: "UTC",
    addresses: "127.0.0.1",
    sockets: "",
    encoding: "UTF8",
    upper: "É",
    almighty: false,
  });
  expect((await stat(path.join(dataDir, "postgres"))).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(dataDir, "postgres/password"))).mode & 0o777).toBe(0o600);
  await expect(query(url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow("password");
});

test("a restart keeps the rows and the address", async () => {
  const first = await start();
  await query(first.url, "create table notes as select 'kept' as text");
  await first.stop();
  expect(await findPostmaster(cluster())).toBeNull();

  const second = await start();

  expect(second.url).toBe(first.url);
  expect(await query(second.url, "table notes")).toEqual([{ text: "kept" }]);
});

test("a port that something else took is given up for another", async () => {
  const first = await start();
  await query(first.url, "create table notes as select 'kept' as text");
  await first.stop();
  const intruder = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
  await once(intruder, "listening");

  const second = await start();
  intruder.close();

  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  expect(await query(second.url, "table notes")).toEqual([{ text: "kept" }]);
});

test("a killed server comes back by itself, with every committed row", async () => {
  const { url } = await start();
  await query(url, "create table notes as select 'kept' as text");

  const killed = await postmasterPid();
  process.kill(killed, "SIGKILL");

  await expect
    .poll(() => query(url, "table notes").catch(() => null), { timeout: 30_000 })
    .toEqual([{ text: "kept" }]);
  expect(await postmasterPid()).not.toBe(killed);
});

test("the server of a killed process is taken over, and shut down with its new owner", async () => {
  const { child, url } = await startProcess();
  await query(url, "create table notes as select 'kept' as text");
  const orphan = await postmasterPid();
  await kill(child);
  expect(await isAlive(orphan)).toBe(true);

  const successor = await start();

  expect(successor.url).toBe(url);
  expect(await postmasterPid()).toBe(orphan);
  expect(await query(url, "table notes")).toEqual([{ text: "kept" }]);
  await successor.stop();
  expect(await isAlive(orphan)).toBe(false);
});

test("after a kill of process and server together the next start serves every committed row", async () => {
  const { child, url } = await startProcess();
  await query(url, "create table notes as select 'kept' as text");
  const server = await postmasterPid();
  await kill(child);
  // At once: the dead server may still be a zombie, and its sessions may still hold its memory.
  process.kill(server, "SIGKILL");

  const { url: next } = await start();

  expect(await query(next, "table notes")).toEqual([{ text: "kept" }]);
});

test("a lock file that names a living stranger does not prevent the start", async () => {
  const { child, url } = await startProcess();
  await kill(child);
  const server = await postmasterPid();
  const lockFile = path.join(cluster(), "postmaster.pid");
  const lines = (await readFile(lockFile, "utf8")).split("\n");
  process.kill(server, "SIGKILL");
  await expect.poll(() => isAlive(server)).toBe(false);
  await writeFile(lockFile, [String(process.ppid), ...lines.slice(1)].join("\n"));

  const next = await start();

  expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(next.url).toBe(url);
});

test("two first starts at once share one server, which stays until the last one stops", async () => {
  const [{ child, url }, other] = await Promise.all([startProcess(), start()]);
  const server = await postmasterPid();
  expect(other.url).toBe(url);

  child.kill("SIGTERM");
  await once(child, "exit");
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);

  await other.stop();
  expect(await isAlive(server)).toBe(false);
});

test("a cluster that cannot start is explained with the end of its log", async () => {
  await (await start()).stop();
  await writeFile(path.join(cluster(), "postgresql.conf"), "no_such_setting = on\n");

  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/no_such_setting/);

  await writeFile(path.join(cluster(), "postgresql.conf"), "");
});

async function start() {
  const postgres = await startEmbeddedPostgres({ dataDir });
  started.push(postgres);
  return postgres;
}

async function startProcess() {
  const program = path.join(import.meta.dirname, "testing/run-embedded-postgres.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, url };
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function query(url: string, statement: string) {
  const client = new Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function postmasterPid() {
  const postmaster = await findPostmaster(cluster());
  if (!postmaster) throw new Error("No server runs.");
  return postmaster.pid;
}

function cluster() {
  return path.join(dataDir, "postgres/cluster");
}
