"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { io } from "socket.io-client";
import { useMe } from "@/components/shell/me";
import type { LiveEvent, Watch } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import { Watcher } from "./watcher";
import { writesSettled } from "./writes-settled";

/** `connecting` is the first attempt, `lost` every one after a connection that broke. */
export type Connection = "connecting" | "live" | "lost" | "offline";

const ConnectionContext = createContext<Connection>("connecting");
const WatchContext = createContext<(watch: Watch) => void>(() => {});

export const useConnection = () => useContext(ConnectionContext);
/** Says what is on the screen, so that the gateway pushes just that. */
export const useWatch = () => useContext(WatchContext);

/** Holds the one socket of this window. What it hears goes into the query cache, and nowhere else. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const me = useMe();
  const [connection, setConnection] = useState<Connection>("connecting");
  const [watcher] = useState(() => new Watcher(cache));

  useEffect(() => {
    // A websocket costs one round-trip less; where a proxy refuses it, polling still gets through.
    const socket = io({
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 5000,
    });

    socket.on("connect", () => {
      setConnection("live");
      void watcher.connect(socket);
    });
    socket.on("live", (event: LiveEvent) => applyLiveEvent(cache, event, me.id));
    socket.on("disconnect", (reason) => {
      setConnection(navigator.onLine ? "lost" : "offline");
      if (reason === "io server disconnect") leaveIfSignedOut(cache, () => socket.connect());
    });
    socket.on("connect_error", () => {
      setConnection((now) => (now === "live" ? "lost" : now));
      if (!socket.active) leaveIfSignedOut(cache, () => socket.connect());
    });

    const offline = () => setConnection("offline");
    const online = () => {
      setConnection(socket.connected ? "live" : "lost");
      socket.connect();
    };
    window.addEventListener("offline", offline);
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", online);
      socket.disconnect();
    };
  }, [cache, me.id, watcher]);

  return (
    <ConnectionContext value={connection}>
      <WatchContext value={watcher.watch}>{children}</WatchContext>
    </ConnectionContext>
  );
}

/**
 * The gateway turns away whoever was disabled or signed out elsewhere; anybody else may come back. It can be faster than
 * the answer to the very write that ended all other sessions, and that answer brings this one's new cookie.
 */
async function leaveIfSignedOut(cache: QueryClient, comeBack: () => void) {
  await writesSettled(cache);
  const answer = await fetch("/api/me").catch(() => null);
  if (answer?.status === 401) window.location.assign("/sign-in");
  else setTimeout(comeBack, 1000);
}
