import type { QueryClient } from "@tanstack/react-query";
import type { ManagerOptions, Socket, SocketOptions } from "socket.io-client";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import type { Watcher } from "./watcher";
import { writesSettled } from "./writes-settled";

/**
 * `connecting` is the first attempt, `lost` every one after a connection that broke, `catching_up` while what was missed
 * is read.
 */
export type Connection = "connecting" | "live" | "lost" | "offline" | "catching_up";

/** A websocket costs one round-trip less; where a proxy refuses it, polling still gets through. */
export const socketOptions: Partial<ManagerOptions & SocketOptions> = {
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelayMax: 5000,
};

/** The window that a socket belongs to. */
interface LiveWindow {
  cache: QueryClient;
  watcher: Watcher;
  myId: string;
  show: (change: (now: Connection) => Connection) => void;
  isOnline: () => boolean;
  /** To where one signs in. */
  leave: () => void;
}

/**
 * All that a window does with its socket. What it hears goes into the query cache, and nowhere else.
 *
 * @returns what reads everything on the screen again, for a network that is back while the socket still stands.
 */
export function keepLive(socket: Socket, window: LiveWindow) {
  const { cache, watcher, myId, show } = window;
  async function catchUp() {
    show((now) => (now === "connecting" ? "live" : "catching_up"));
    await watcher.connect(socket);
    if (socket.connected) show((now) => (now === "catching_up" ? "live" : now));
  }

  socket.on("connect", () => void catchUp());
  socket.on("live", (event: LiveEvent) => applyLiveEvent(cache, event, myId));
  socket.on("disconnect", (reason) => {
    show(() => (window.isOnline() ? "lost" : "offline"));
    if (reason === "io server disconnect") void leaveIfSignedOut(socket, window);
  });
  socket.on("connect_error", () => {
    show((now) => (now === "live" || now === "catching_up" ? "lost" : now));
    if (!socket.active) void leaveIfSignedOut(socket, window);
  });
  return catchUp;
}

/**
 * The gateway turns away whoever was disabled or signed out elsewhere; anybody else may come back. It can be faster than
 * the answer to the very write that ended all other sessions, and that answer brings this one's new cookie.
 */
async function leaveIfSignedOut(socket: Socket, { cache, leave }: LiveWindow) {
  await writesSettled(cache);
  const answer = await fetch("/api/me").catch(() => null);
  if (answer?.status === 401) leave();
  else setTimeout(() => socket.connect(), 1000);
}
