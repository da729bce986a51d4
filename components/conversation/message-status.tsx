"use client";

import clsx from "clsx";
import { Check, CheckCheck, CircleAlert, Clock, type LucideIcon } from "lucide-react";
import { clockTime } from "@/components/ui/format-time";
import { useTimeStyle } from "@/components/ui/time";
import type { Message } from "@/lib/conversations/shapes";

interface Tick {
  icon: LucideIcon;
  word: string;
  colour: string;
}

const ticks: Record<Exclude<Message["status"], "received">, Tick> = {
  queued: { icon: Clock, word: "Waiting to be sent", colour: "text-faint" },
  sending: { icon: Clock, word: "Sending", colour: "text-faint" },
  sent: { icon: Check, word: "Sent", colour: "text-muted" },
  delivered: { icon: CheckCheck, word: "Delivered", colour: "text-muted" },
  read: { icon: CheckCheck, word: "Seen", colour: "text-accent-ink" },
  failed: { icon: CircleAlert, word: "Not sent", colour: "text-bad" },
};

const pending: Tick = { icon: Clock, word: "Waits for approval", colour: "text-faint" };

/** Where an own message is in its life: an icon, and the word with it or for screen readers. */
export function MessageStatus({ message, quiet }: { message: Message; quiet?: boolean }) {
  const style = useTimeStyle();
  if (message.status === "received") return null;

  const { icon: Icon, word, colour } = isPending(message) ? pending : ticks[message.status];
  const time = momentOf(message);
  const whole = time ? `${word} ${clockTime(time, style)}` : word;
  return (
    <span title={whole} className={clsx("inline-flex items-center gap-1", colour)}>
      <span className={clsx(quiet && "sr-only")}>{message.status === "read" ? whole : word}</span>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
    </span>
  );
}

function isPending({ approval, status }: Message) {
  return approval?.state === "pending" && status === "queued";
}

function momentOf({ status, readAt, deliveredAt }: Message) {
  if (status === "read") return readAt;
  return status === "delivered" ? deliveredAt : null;
}
