import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const END_WITH_PARENT = fileURLToPath(new URL("../../scripts/end-with-parent.mjs", import.meta.url));

export interface Program {
  /** The line that said it was ready. */
  ready: string;
  stop(): Promise<void>;
}

interface Start {
  name: string;
  args: string[];
  env: Record<string, string>;
  isReady: (line: string) => boolean;
}

/**
 * Starts a Node program of this project that ends with us, and waits until it says that it is ready. Nothing of our
 * own environment reaches it but where programs are found.
 *
 * @throws Error with its last words when it ends before that.
 */
export async function startProgram({ name, args, env, isReady }: Start): Promise<Program> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    cwd: root,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const words: string[] = [];
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ready = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!])
      createInterface(stream).on("line", (line) => {
        words.push(line);
        if (isReady(line)) resolve(line);
      });
    child.once("error", reject);
    child.once("close", () =>
      reject(new Error(`The ${name} did not start:\n${words.slice(-20).join("\n")}`)),
    );
  });

  return {
    ready,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
