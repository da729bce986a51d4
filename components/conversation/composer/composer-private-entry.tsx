"use client";

import { Lock } from "lucide-react";
import { timeLeft } from "@/components/ui/format-time";
import { MenuEntry } from "@/components/ui/menu";
import { useNow } from "@/components/ui/now";
import type { Message } from "@/lib/conversations/shapes";
import { answerPrivately } from "./composer-answers";

/** From something public into Messenger: one private reply, as long as the platform takes it. */
export function PrivateReplyEntry({ message }: { message: Message }) {
  const now = useNow();
  if (!message.publication || message.direction === "out") return null;

  const { state, until } = message.publication.privateReply;
  const leftMs = until ? Date.parse(until) - now : null;
  const words =
    leftMs !== null && leftMs <= 0 ? refusals.late : state === "possible" ? null : refusals[state];
  return (
    <MenuEntry icon={Lock} disabled={words !== null} onSelect={() => answerPrivately(message)}>
      {words ?? `Reply privately${leftMs === null ? "" : `, ${timeLeft(leftMs)} left`}`}
    </MenuEntry>
  );
}

const refusals = {
  used: "Private reply already sent",
  late: "Too late for a private reply",
  impossible: "No private reply possible",
};
