"use client";

import clsx from "clsx";
import { Clock, ClockAlert, Lock, type LucideIcon, StickyNote } from "lucide-react";
import { Tooltip } from "@/components/ui/tooltip";
import type { SendingState } from "./sending-state";

interface ComposerHeaderProps {
  mode: "private" | "note";
  state: SendingState;
  onMode: (mode: "private" | "note") => void;
}

/** Who will see what is written, and how long a reply is possible. */
export function ComposerHeader({ mode, state, onMode }: ComposerHeaderProps) {
  return (
    <div className="flex flex-wrap items-center gap-1 ps-2 pe-3 pt-2">
      <div role="radiogroup" aria-label="Who sees it" className="flex gap-1">
        <Mode
          icon={Lock}
          label="Private"
          shortcut="R"
          chosen={mode === "private"}
          onChoose={() => onMode("private")}
        />
        <Mode
          icon={StickyNote}
          label="Note"
          shortcut="N"
          note
          chosen={mode === "note"}
          onChoose={() => onMode("note")}
        />
      </div>
      <p className="ms-auto flex min-w-0 items-center text-sm" aria-live="off">
        {mode === "note" ? (
          <span className="text-note-ink">Only colleagues see this</span>
        ) : (
          state.kind !== "refused" && <TimeLeft state={state} />
        )}
      </p>
    </div>
  );
}

interface ModeProps {
  icon: LucideIcon;
  label: string;
  shortcut: string;
  note?: boolean;
  chosen: boolean;
  onChoose: () => void;
}

function Mode({ icon: Icon, label, shortcut, note, chosen, onChoose }: ModeProps) {
  return (
    <Tooltip
      label={note ? "Only colleagues see it" : "Only the contact sees it"}
      shortcut={shortcut}
      side="top"
      align="start"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a radio input can't hold an icon. */}
      <button
        type="button"
        role="radio"
        aria-checked={chosen}
        onClick={onChoose}
        className={clsx(
          "flex h-7 items-center gap-1.5 rounded-md px-2.5 font-medium transition-colors max-md:h-9",
          chosen && (note ? "bg-note-line/50 text-note-ink" : "bg-accent-soft text-accent-ink"),
          !chosen && "text-muted hover:bg-hover hover:text-ink",
        )}
      >
        <Icon aria-hidden="true" className="size-3.5" />
        {label}
      </button>
    </Tooltip>
  );
}

const colours = { calm: "text-muted", soon: "text-warn", now: "text-bad" };

function TimeLeft({ state }: { state: Exclude<SendingState, { kind: "refused" }> }) {
  const Icon = state.urgency === "now" ? ClockAlert : Clock;

  return (
    <span className={clsx("flex min-w-0 items-center gap-1.5 font-medium tabular", colours[state.urgency])}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{state.line}</span>
    </span>
  );
}
