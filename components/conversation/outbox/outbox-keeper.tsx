"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "@/components/realtime/socket-provider";
import { useMe } from "@/components/shell/me";
import { outboxOf, startCourier, wakeCourier } from "./my-outbox";

/** Stands on every screen, shows nothing, and sees to it that what was sent goes out. */
export function OutboxKeeper() {
  const cache = useQueryClient();
  const me = useMe();
  const connection = useConnection();

  useEffect(() => {
    startCourier(me.id, cache);
    // Another window put something in or took it out; should it be closed, this one goes on.
    window.addEventListener("storage", wakeCourier);
    window.addEventListener("online", wakeCourier);
    window.addEventListener("beforeunload", askWhileUnsent);
    return () => {
      window.removeEventListener("storage", wakeCourier);
      window.removeEventListener("online", wakeCourier);
      window.removeEventListener("beforeunload", askWhileUnsent);
    };

    function askWhileUnsent(event: BeforeUnloadEvent) {
      const unsent = outboxOf(me.id).list();
      if (unsent.some(({ refusal }) => !refusal)) event.preventDefault();
    }
  }, [cache, me.id]);

  useEffect(() => {
    if (connection === "live" || connection === "catching_up") wakeCourier();
  }, [connection]);

  return null;
}
