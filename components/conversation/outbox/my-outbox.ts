"use client";

import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { useMe } from "@/components/shell/me";
import type { Message } from "@/lib/conversations/shapes";
import { Courier } from "./courier";
import { browserShelf } from "./kept";
import { Outbox, type Unsent } from "./outbox";
import { postDraft } from "./post-draft";

interface Mine {
  ownerId: string;
  outbox: Outbox;
  courier: Courier<Message> | null;
}

let mine: Mine | undefined;

/** The outbox of whoever is signed in. The server draws it empty. */
export function outboxOf(ownerId: string): Outbox {
  if (typeof window === "undefined") return new Outbox(ownerId, undefined);
  if (mine?.ownerId !== ownerId)
    mine = { ownerId, outbox: new Outbox(ownerId, browserShelf()), courier: null };
  return mine.outbox;
}

/** From now on what is in the outbox goes out, from whatever screen. */
export function startCourier(ownerId: string, cache: QueryClient) {
  const outbox = outboxOf(ownerId);
  const courier = new Courier<Message>(outbox, {
    post: (unsent) => postDraft(unsent, ownerId),
    onStored: (message) => applyLiveEvent(cache, { type: "message", message }, ownerId),
    alone: (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
    isOnline: () => navigator.onLine,
    now: () => Date.now(),
    pause,
  });
  mine = { ownerId, outbox, courier };
  courier.wake();
}

/** Something may have changed for the better: what waits is tried at once. */
export function wakeCourier() {
  mine?.outbox.readAgain();
  mine?.courier?.wake();
}

/** Sends something new, or tries again what was refused. */
export function sendUnsent(ownerId: string, conversationId: string, draft: Unsent["draft"]) {
  outboxOf(ownerId).put({ conversationId, draft, askedAt: new Date().toISOString(), refusal: null });
  wakeCourier();
}

const none: readonly Unsent[] = [];

/** Everything that is not taken by the server yet, oldest first. */
export function useUnsent(): readonly Unsent[] {
  const outbox = outboxOf(useMe().id);
  return useSyncExternalStore(outbox.subscribe, outbox.list, () => none);
}

function pause(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
