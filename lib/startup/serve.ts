import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import next from "next";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { startGateway } from "@/lib/realtime/gateway";
import { openDirectDoor } from "./http-doors";
import { staticDoor } from "./static-door";

/** How long requests under way may take once the process was asked to stop. */
const GRACE_IN_MS = 5_000;

/** Serves pages, API, webhooks and sockets until stopped. */
export async function serve(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer();
  server.keepAliveTimeout = 65_000;
  const app = next({
    dev: env.NODE_ENV === "development",
    hostname: "localhost",
    port: env.PORT,
    httpServer: server,
  });
  await app.prepare();
  const handlePage = app.getRequestHandler();
  const gateway = await startGateway(server);
  const openStaticDoor = env.NODE_ENV === "development" ? null : staticDoor(path.resolve(".next/static"));

  server.on("request", (request, response) => {
    if (request.url?.startsWith("/socket.io/")) return;
    if (openDirectDoor(request, response) || openStaticDoor?.(request, response)) return;
    handlePage(request, response).catch((error) => {
      log.error({ err: error }, "a page failed");
      response.destroy();
    });
  });
  await listenOn(server, env.PORT);
  const { port } = server.address() as AddressInfo;

  return {
    url: env.APP_URL.replace(/:0$/, `:${port}`),
    async stop() {
      const drained = closed(server);
      await gateway.stop();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), GRACE_IN_MS).unref();
      await drained;
      await app.close();
    },
  };
}

function listenOn(server: Server, port: number) {
  return new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const message = `Port ${port} is taken by another program. Set PORT to a free one.`;
      reject(cause.code === "EADDRINUSE" ? new Error(message, { cause }) : cause);
    });
    server.listen(port, () => resolve());
  });
}

function closed(server: Server) {
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
