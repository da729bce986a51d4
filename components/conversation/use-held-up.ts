"use client";

import { useConnection } from "@/components/realtime/socket-provider";
import { useMe } from "@/components/shell/me";
import { outboxOf, useUnsent } from "./outbox/my-outbox";
import type { Unsent } from "./outbox/outbox";

/** What was sent and does not simply take its moment: it is refused, meets trouble, or there is no connection. */
export function useHeldUp(): Unsent[] {
  const outbox = outboxOf(useMe().id);
  const isLive = useConnection() === "live";

  return useUnsent().filter(({ draft, refusal }) => refusal || !isLive || outbox.troubleOf(draft.id));
}
