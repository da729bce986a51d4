import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const END_WITH_PARENT = path.join(root, "scripts/end-with-parent.mjs");

export interface Program {
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a Node program in a process of its own, and resolves with the first line that begins with `word`.
 *
 * @throws Error with the end of what it said when it ends before.
 */
export async function startProgram(
  args: string[],
  { word, env }: { word: string; env: Record<string, string> },
): Promise<Program> {
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    cwd: root,
    env: { ...withoutSettings(process.env), ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  const ended = once(child, "exit");
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface(stream).on("line", (line) => {
        said.push(line);
        if (said.length > 20) said.shift();
        if (line.startsWith(word)) resolve();
      });
    }
  });

  const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
  if (!isReady) throw new Error(`\`node ${args.join(" ")}\` did not start:\n${said.join("\n")}`);
  return {
    pid: child.pid!,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What the shell that started the benchmark has set for another workspace must not reach this one. */
function withoutSettings(env: NodeJS.ProcessEnv) {
  const own =
    /^(PORT|APP_URL|DATABASE_|DATA_DIR|NEXTAUTH_|ENCRYPTION_KEY|PROCESS$|FACEBOOK_|ADMIN_|DEMO$|LOG_LEVEL|SIMULATOR_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
