"use client";

import clsx from "clsx";
import { CornerDownLeft, Globe, ListPlus, Send, StickyNote } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";
import type { ComposerMode } from "./composer-mode";
import { LateQuickReplies } from "./late-quick-replies";
import { useCommandKey, useEnterSends } from "./use-enter-key";

/** The counter appears with the last fifth of the length. */
const COUNTER_FROM = 0.8;

interface ComposerFooterProps {
  attach: ReactNode;
  /** Sent, but its files are still on their way. */
  waiting: boolean;
  mode: ComposerMode;
  /** What the button will do. */
  verb: string;
  /** UTF-16 units, as the platform counts. */
  length: number;
  limit: number | null;
  disabled: boolean;
  /** Whether quick replies are being offered; null where they can't be. */
  offering: boolean | null;
  /** Why they can't be offered here. */
  notOffering: string | undefined;
  onOffer: () => void;
  onSend: () => void;
}

export function ComposerFooter({
  attach,
  waiting,
  mode,
  verb,
  length,
  limit,
  disabled,
  offering,
  notOffering,
  onOffer,
  onSend,
}: ComposerFooterProps) {
  const commandKey = useCommandKey();
  const [enterSends] = useEnterSends();
  const Icon = icons[mode];

  return (
    <div className="flex items-center gap-3 px-2 pt-1 pb-2">
      {attach}
      <EnterSwitch />
      {offering !== null && <OfferButton offering={offering} why={notOffering} onOffer={onOffer} />}
      <span className="flex-1" />
      {limit && length >= limit * COUNTER_FROM && <Counter length={length} limit={limit} />}
      <Button
        variant={waiting ? "secondary" : "primary"}
        disabled={disabled}
        onClick={onSend}
        title={waiting ? "It goes by itself when its files are there. Click to hold it back." : undefined}
        shortcut={enterSends ? "↵" : `${commandKey} ↵`}
        className="min-w-0 shrink!"
      >
        {waiting ? (
          <Spinner className="shrink-0" />
        ) : (
          <Icon aria-hidden="true" className="size-3.5 shrink-0 rtl:-scale-x-100" />
        )}
        <span className="truncate">{waiting ? "Goes when uploaded" : verb}</span>
        {waiting && <span className="sr-only">. Hold it back</span>}
      </Button>
    </div>
  );
}

const icons = { private: Send, public: Globe, note: StickyNote };

function Counter({ length, limit }: { length: number; limit: number }) {
  return (
    <span
      className={clsx("shrink-0 text-sm tabular", length > limit ? "font-medium text-warn" : "text-muted")}
    >
      {length} / {limit}
      <span className="sr-only"> characters</span>
    </span>
  );
}

function OfferButton({
  offering,
  why,
  onOffer,
}: {
  offering: boolean;
  why: string | undefined;
  onOffer: () => void;
}) {
  return (
    <Tooltip label={why ?? "Answers that the customer can give with a tap"} side="top" align="start">
      <button
        type="button"
        aria-expanded={offering}
        aria-disabled={why !== undefined}
        aria-description={why}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={why ? undefined : onOffer}
        className={clsx(
          "aria-disabled:cursor-not-allowed aria-disabled:opacity-55 flex h-7 items-center gap-1.5 rounded-md px-2 text-sm transition-colors hover:bg-hover max-md:h-10",
          offering ? "text-accent-ink" : "text-muted",
        )}
      >
        <ListPlus aria-hidden="true" className="size-3.5" />
        <span className="max-sm:sr-only">Quick replies</span>
      </button>
    </Tooltip>
  );
}

const approach = () => void LateQuickReplies.preload().catch(() => {}); // the click says what is missing

function EnterSwitch() {
  const [enterSends, setEnterSends] = useEnterSends();

  return (
    <Tooltip
      label={enterSends ? "Enter sends, Shift-Enter breaks the line" : "Enter breaks the line"}
      side="top"
      align="start"
    >
      <button
        type="button"
        aria-pressed={enterSends}
        onClick={() => setEnterSends(!enterSends)}
        className={clsx(
          "flex h-7 items-center gap-1.5 rounded-md px-2 text-sm transition-colors hover:bg-hover max-md:h-10",
          enterSends ? "text-accent-ink" : "text-muted",
        )}
      >
        <CornerDownLeft aria-hidden="true" className="size-3.5 rtl:-scale-x-100" />
        <span className="max-sm:sr-only">{enterSends ? "Enter sends" : "Enter: new line"}</span>
        {enterSends ? null : <span className="sr-only">Enter sends</span>}
      </button>
    </Tooltip>
  );
}
