import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createSite } from "./create-site";
import { Platform } from "./platform";

export interface SimulatorOptions {
  /** 0 = any free port. */
  port: number;
  /** Where the world is kept between starts; none = in memory only. */
  dataFile?: string | undefined;
  /** The same seed and the same acts give the same ids. */
  seed?: number | undefined;
  /** How often each Page's conversations may be read; none = as often as anybody likes. */
  historyPerSecond?: number | undefined;
}

export interface Simulator {
  url: string;
  close(): Promise<void>;
}

/** Starts the pretend platform on this machine. `close` lets answers under way come in, then writes the world down. */
export async function startSimulator({ port, seed = 1, ...options }: SimulatorOptions): Promise<Simulator> {
  const platform = new Platform({ seed, ...options });
  const server = createAdaptorServer({ fetch: createSite(platform).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  platform.baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  platform.start();

  return {
    url: platform.baseUrl,
    close: async () => {
      server.close();
      await platform.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    },
  };
}
