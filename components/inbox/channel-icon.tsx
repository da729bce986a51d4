import clsx from "clsx";
import type { Conversation } from "@/lib/conversations/shapes";

type Kind = Conversation["channel"]["kind"];

const names: Record<Kind, string> = { facebook: "Facebook", x: "X" };

/** The small round mark of the platform: the only place where its colour lives. */
export function ChannelIcon({ kind, className }: { kind: Kind; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-grid size-[1.0625rem] shrink-0 place-items-center rounded-full",
        kind === "facebook"
          ? "bg-[#0a6cff] text-white"
          : "bg-[#111] text-white dark:bg-[#e8e8ee] dark:text-[#111]",
        className,
      )}
    >
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="size-[0.6875rem]"
        fill="none"
        stroke="currentColor"
      >
        {kind === "facebook" ? (
          <path
            d="M2.5 10.5 6.2 6.4l3.4 2.6 3.9-4.1"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ) : (
          <path d="m3.5 3.5 9 9m0-9-9 9" strokeWidth="1.8" strokeLinecap="round" />
        )}
      </svg>
      <span className="sr-only">{names[kind]}</span>
    </span>
  );
}
