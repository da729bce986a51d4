import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const END_WITH_PARENT = path.join(root, "scripts/end-with-parent.mjs");
const LINES_KEPT = 200;
const LAST_WORDS = 12;

interface Start {
  name: string;
  args: string[];
  env: Record<string, string>;
  /** How the line begins that says it is ready. */
  word: string;
}

/**
 * A Node program of this project in a process of its own, which can be killed and started again. Nothing of our own
 * environment reaches it but where programs are found.
 */
export class Program {
  #child: ChildProcess | null = null;
  #starting: Promise<string> | null = null;
  #isReady = false;
  #isMeantToEnd = false;
  #hasFallen = false;
  /** The last lines that it said, through all of its lives. */
  readonly lines: string[] = [];
  /** How often it ended though nobody had killed it. */
  endedByItself = 0;
  /** What it said last before that. */
  lastWords: string[] = [];

  constructor(private readonly start_: Start) {}

  get name() {
    return this.start_.name;
  }

  get pid() {
    return this.#isReady ? this.#child?.pid : undefined;
  }

  /** It ended by itself, and nobody starts it again yet. */
  get needsStart() {
    return this.#hasFallen;
  }

  get isReady() {
    return this.#isReady;
  }

  /** @throws Error with its last words when it ends before it is ready. */
  start(): Promise<string> {
    this.#starting ??= this.#launch().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #launch(): Promise<string> {
    const { args, env, word, name } = this.start_;
    const { PATH = "", HOME = "", TMPDIR } = process.env;
    const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
      cwd: root,
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    this.#isMeantToEnd = false;
    this.#hasFallen = false;
    const said = this.#hear(child, word);
    const ended = once(child, "close").then(() => this.#ended(child));
    const line = await Promise.race([said, ended.then(() => null)]);
    if (line === null) throw new Error(`The ${name} did not start:\n${this.lines.slice(-20).join("\n")}`);

    this.#isReady = true;
    return line;
  }

  /** Ends it without warning, as a machine that loses its power would. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM") {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.#isMeantToEnd = true;
    this.#isReady = false;
    const closed = once(child, "close");
    child.kill(signal);
    await closed;
  }

  #ended(child: ChildProcess) {
    if (this.#child !== child) return;
    this.#hasFallen = !this.#isMeantToEnd;
    if (this.#hasFallen && this.#isReady) {
      this.endedByItself += 1;
      this.lastWords = this.lines.slice(-LAST_WORDS);
    }
    this.#isReady = false;
  }

  #hear(child: ChildProcess, word: string): Promise<string> {
    return new Promise((resolve) => {
      for (const stream of [child.stdout!, child.stderr!]) {
        createInterface(stream).on("line", (line) => {
          this.lines.push(line);
          if (this.lines.length > LINES_KEPT) this.lines.shift();
          if (line.startsWith(word)) resolve(line);
        });
      }
    });
  }
}
