"use client";

import { CircleAlert, CircleCheck, CloudOff, type LucideIcon, RefreshCw } from "lucide-react";
import type { Route } from "next";
import { type ReactNode, useEffect, useState } from "react";
import { useKeepsNothing } from "@/components/conversation/outbox/kept";
import { useHeldUp } from "@/components/conversation/use-held-up";
import type { Connection } from "@/components/realtime/keep-live";
import { useConnection } from "@/components/realtime/socket-provider";
import { AppLink } from "@/components/ui/app-link";

/** Lines over every screen while it may be behind or something is not sent. They say what is safe, and go by themselves. */
export function ConnectionBanner() {
  const connection = useConnection();
  const line = useLine(connection);

  return (
    <div role="status">
      {line && (
        <Line tone={line.tone} icon={line.icon}>
          {line.text}
        </Line>
      )}
      <UnsentLines />
      {useKeepsNothing() && (
        <Line tone="warn" icon={CircleAlert}>
          This browser has no room left, or may not keep anything: what you type lasts as long as this page.
        </Line>
      )}
    </div>
  );
}

/** What is not sent, with the way to the first of it. */
function UnsentLines() {
  const heldUp = useHeldUp();
  const refused = heldUp.filter(({ refusal }) => refusal);
  const waiting = heldUp.filter(({ refusal }) => !refusal);

  return (
    <>
      {waiting[0] && (
        <Line tone="warn" icon={CloudOff}>
          {countOf(waiting.length)} not sent yet, and will go out later.{" "}
          <Way to={waiting[0].conversationId} />
        </Line>
      )}
      {refused[0] && (
        <Line tone="bad" icon={CircleAlert}>
          {countOf(refused.length)} not sent. <Way to={refused[0].conversationId} />
        </Line>
      )}
    </>
  );
}

const countOf = (count: number) => (count === 1 ? "1 message is" : `${count} messages are`);

function Way({ to }: { to: string }) {
  return (
    <AppLink
      href={`/inbox?view=all&conversation=${to}` as Route}
      className="font-medium underline underline-offset-2"
    >
      Look at it
    </AppLink>
  );
}

function Line({
  tone,
  icon: Icon,
  children,
}: {
  tone: keyof typeof tones;
  icon: LucideIcon;
  children: ReactNode;
}) {
  return (
    <p
      className={`flex items-center justify-center gap-2 border-b px-4 py-1.5 text-center text-sm ${tones[tone]}`}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

const tones = {
  warn: "border-warn/25 bg-warn-soft text-warn",
  good: "border-good/25 bg-good-soft text-good",
  bad: "border-bad/25 bg-bad-soft text-bad",
};

const SLOW_AFTER_MS = 3_000;
const BACK_FOR_MS = 4_000;

const lines = {
  connecting: { tone: "warn", icon: RefreshCw, text: "Connecting…" },
  live: { tone: "good", icon: CircleCheck, text: "Back. Everything is up to date." },
  lost: {
    tone: "warn",
    icon: CloudOff,
    text: "Reconnecting… What you type is kept, and what was missed will be fetched.",
  },
  offline: {
    tone: "warn",
    icon: CloudOff,
    text: "You are offline. You can read what is here and write on: it is kept, and goes out when the connection is back.",
  },
  catching_up: { tone: "warn", icon: RefreshCw, text: "Back. What was missed is being fetched…" },
} as const;

/** A first connection is quick, and a live one needs no words but just after it was lost. */
function useLine(connection: Connection) {
  const [shown, setShown] = useState<Connection | null>(null);

  useEffect(() => {
    if (connection === "connecting") {
      const timer = setTimeout(() => setShown("connecting"), SLOW_AFTER_MS);
      return () => clearTimeout(timer);
    }
    setShown((before) =>
      connection === "live" && (before === null || before === "connecting") ? null : connection,
    );
    if (connection !== "live") return;
    const timer = setTimeout(() => setShown(null), BACK_FOR_MS);
    return () => clearTimeout(timer);
  }, [connection]);

  return shown && lines[shown];
}
