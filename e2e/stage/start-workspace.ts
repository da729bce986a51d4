import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port";
import { startProgram } from "./start-program";

export interface Workspace {
  url: string;
  /** Where it keeps its database and its files. */
  dataDir: string;
  /** Ends it and forgets everything that it kept. */
  stop(): Promise<void>;
}

/**
 * The built product with a database and a folder of its own. It is told nothing that an operator would not tell it.
 *
 * @throws Error when there is no build.
 */
export async function startWorkspace(settings: Record<string, string> = {}): Promise<Workspace> {
  if (!existsSync("dist/server.mjs") || !existsSync(".next/BUILD_ID"))
    throw new Error(
      "There is no build to test. Run `npm run build` first, or `npm test`, which does it for you.",
    );

  const dataDir = mkdtempSync(path.join(tmpdir(), "pagedesk-e2e-"));
  const port = await freePort();
  const { ready, stop } = await startProgram({
    name: "workspace",
    args: ["--conditions=react-server", "dist/server.mjs"],
    env: {
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO: "0",
      LOG_LEVEL: "error",
      ...settings,
    },
    isReady: (line) => line.startsWith("listening: "),
  });

  return {
    url: ready.replace("listening: ", ""),
    dataDir,
    async stop() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
