"use client";

import clsx from "clsx";
import { Clock, ClockAlert, Globe, Lock, type LucideIcon, StickyNote } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import type { SendingState } from "../sending-state";
import type { ComposerMode } from "./composer-mode";
import type { ComposerState } from "./composer-private-state";

interface ComposerHeaderProps {
  mode: ComposerMode;
  state: ComposerState;
  /** Whether the text gets the cursor: arrow keys leave it on the switch. */
  onMode: (mode: ComposerMode, focus?: boolean) => void;
}

interface Choice {
  icon: LucideIcon;
  label: string;
  who: string;
  shortcut: string;
  look: string;
}

const choices: Record<ComposerMode, Choice> = {
  public: {
    icon: Globe,
    label: "Public",
    who: "Everyone can see it",
    shortcut: "P",
    look: "bg-public-line/60 text-public-ink",
  },
  private: {
    icon: Lock,
    label: "Private",
    who: "Only the contact sees it",
    shortcut: "R",
    look: "bg-accent-soft text-accent-ink",
  },
  note: {
    icon: StickyNote,
    label: "Note",
    who: "Only colleagues see it",
    shortcut: "N",
    look: "bg-note-line/50 text-note-ink",
  },
};

/** Who will see what is written, and how long a reply is possible. */
export function ComposerHeader({ mode, state, onMode }: ComposerHeaderProps) {
  const { publicSide } = state;
  const offered: ComposerMode[] =
    publicSide || mode === "public" ? ["public", "private", "note"] : ["private", "note"];
  const why = publicSide?.refused ?? null;

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const open = offered.filter((one) => one !== "public" || !why);
    const next = open[(open.indexOf(mode) + step + open.length) % open.length]!;
    onMode(next, false);
    event.currentTarget.querySelector<HTMLElement>(`[data-mode=${next}]`)?.focus();
  }

  return (
    <div className="flex flex-wrap items-center gap-1 ps-2 pe-3 pt-2">
      <div role="radiogroup" aria-label="Who sees it" onKeyDown={onKeyDown} className="flex gap-1">
        {offered.map((one) => (
          <Mode
            key={one}
            mode={one}
            chosen={mode === one}
            refused={one === "public" ? why : null}
            shortcut={one === "private" && mode === "public" ? "P" : choices[one].shortcut}
            onChoose={() => onMode(one)}
          />
        ))}
      </div>
      <p className="ms-auto flex min-w-0 items-center text-sm" aria-live="off">
        <Seen mode={mode} sending={state.sending} />
      </p>
      <span role="status" className="sr-only">
        {spoken[mode]}
      </span>
    </div>
  );
}

const steps: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** For those who don't see the surface change. */
const spoken: Record<ComposerMode, string> = {
  public: "The reply is public: everyone can see it.",
  private: "The reply is private.",
  note: "A note: only colleagues see it.",
};

function Seen({ mode, sending }: { mode: ComposerMode; sending: SendingState }) {
  if (mode === "note") return <span className="text-note-ink">Only colleagues see this</span>;
  if (mode === "public") {
    return (
      <span className="flex min-w-0 items-center gap-1.5 font-medium text-public-ink">
        <Globe aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="truncate">Everyone can see this</span>
      </span>
    );
  }
  return sending.kind !== "refused" && <TimeLeft state={sending} />;
}

interface ModeProps {
  mode: ComposerMode;
  chosen: boolean;
  refused: string | null;
  shortcut: string;
  onChoose: () => void;
}

function Mode({ mode, chosen, refused, shortcut, onChoose }: ModeProps) {
  const { icon: Icon, label, who, look } = choices[mode];

  return (
    <Tooltip label={refused ?? who} shortcut={refused ? undefined : shortcut} side="top" align="start">
      {/* biome-ignore lint/a11y/useSemanticElements: a radio input can't hold an icon. */}
      <button
        type="button"
        role="radio"
        data-mode={mode}
        aria-checked={chosen}
        aria-disabled={refused !== null && !chosen}
        aria-description={refused ?? undefined}
        tabIndex={chosen ? 0 : -1}
        onClick={() => (chosen || !refused) && onChoose()}
        className={clsx(
          "flex h-7 items-center gap-1.5 rounded-md px-2.5 font-medium transition-colors max-md:h-9",
          chosen ? look : "text-muted hover:bg-hover hover:text-ink aria-disabled:opacity-55",
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
