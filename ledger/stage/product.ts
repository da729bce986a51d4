import { mkdirSync } from "node:fs";
import path from "node:path";
import { Program, root } from "./program";
import type { World } from "./world";

export const ADMIN = { email: "ada@harbor.example", password: "harbor-lights-at-dawn" };

const SECRETS = {
  NEXTAUTH_SECRET: "a secret of the ledger, long enough to be one",
  ENCRYPTION_KEY: "5e".repeat(32),
};

export interface ProductSettings {
  folder: string;
  databaseUrl: string;
  graphUrl: string;
  /** The public address, which is the door's. */
  appUrl: string;
  world: World;
}

/** One process of the product as it is built. */
export function productProcess(
  settings: ProductSettings,
  { name, process, port }: { name: string; process: "web" | "worker"; port: number },
): Program {
  const { folder, databaseUrl, graphUrl, appUrl, world } = settings;
  const dataDir = path.join(folder, "files");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return new Program({
    name,
    args: ["--conditions=react-server", path.join(root, "dist/server.mjs")],
    word: process === "worker" ? "working" : "listening",
    env: {
      NODE_ENV: "production",
      PORT: String(port),
      APP_URL: appUrl,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PROCESS: process,
      FACEBOOK_APP_ID: world.app.id,
      FACEBOOK_APP_SECRET: world.app.secret,
      FACEBOOK_VERIFY_TOKEN: world.app.verifyToken,
      FACEBOOK_GRAPH_URL: graphUrl,
      FACEBOOK_DIALOG_URL: graphUrl,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      DEMO: "0",
      LOG_LEVEL: "error",
      ...SECRETS,
    },
  });
}
