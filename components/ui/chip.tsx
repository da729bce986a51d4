import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "public" | "note";

type ChipProps = ComponentProps<"span"> & { tone?: Tone; icon?: LucideIcon };

/** A small fact in a line: an icon and a word, so that colour never speaks alone. */
export function Chip({ tone = "neutral", icon: Icon, className, children, ...rest }: ChipProps) {
  return (
    <span
      {...rest}
      className={clsx(
        "inline-flex h-[1.1875rem] min-w-0 items-center gap-1 rounded-sm px-1.5 text-xs tabular whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden="true" className="size-3 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  );
}

const tones: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-ink",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  public: "bg-public text-public-ink",
  note: "bg-note text-note-ink",
};
