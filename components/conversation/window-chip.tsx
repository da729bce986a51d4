"use client";

import { Clock, ClockAlert, TimerOff } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { timeLeft } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/now";
import type { MessagingWindow } from "@/lib/conversations/shapes";
import { windowNow } from "./window-now";

const tones = { calm: "neutral", soon: "warn", now: "bad" } as const;

/** How long one may still reply, counting down on the row. */
export function WindowChip({ window }: { window: MessagingWindow }) {
  const { state, leftMs, urgency } = windowNow(window, useNow());
  if (state === "none") return null;
  if (leftMs === null) return <Chip icon={TimerOff}>Window shut</Chip>;

  const time = timeLeft(leftMs);
  if (state === "human_agent") {
    return (
      <Chip
        icon={Clock}
        tone={tones[urgency]}
        title={`A person may still reply for ${time}, with the human-agent tag`}
      >
        Tag {time}
      </Chip>
    );
  }
  return (
    <Chip icon={urgency === "now" ? ClockAlert : Clock} tone={tones[urgency]} title={`${time} left to reply`}>
      {time}
      <span className="sr-only"> left to reply</span>
    </Chip>
  );
}
