"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { io } from "socket.io-client";
import { useMe } from "@/components/shell/me";
import type { Watch } from "@/lib/realtime/live-event";
import { type Connection, keepLive, socketOptions } from "./keep-live";
import { Watcher } from "./watcher";

const ConnectionContext = createContext<Connection>("connecting");
const WatchContext = createContext<(watch: Watch) => void>(() => {});

export const useConnection = () => useContext(ConnectionContext);
/** Says what is on the screen, so that the gateway pushes just that. */
export const useWatch = () => useContext(WatchContext);

/** Holds the one socket of this window. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const me = useMe();
  const [connection, setConnection] = useState<Connection>("connecting");
  const [watcher] = useState(() => new Watcher(cache));

  useEffect(() => {
    const socket = io(socketOptions);
    const catchUp = keepLive(socket, {
      cache,
      watcher,
      myId: me.id,
      show: setConnection,
      isOnline: () => navigator.onLine,
      leave: () => window.location.assign("/sign-in"),
    });

    const offline = () => setConnection("offline");
    const online = () => {
      if (socket.connected) return void catchUp();
      setConnection("lost");
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
