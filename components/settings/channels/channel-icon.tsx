import clsx from "clsx";
import type { ChannelShape } from "@/lib/channels/shapes";

/** The one place where a platform's colour lives. The name of the platform is said to screen readers. */
export function ChannelIcon({ kind, className }: { kind: ChannelShape["kind"]; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-grid size-4.5 shrink-0 select-none place-items-center rounded-full font-bold text-[0.6875rem] text-white leading-none",
        kind === "facebook" ? "bg-[#0866ff]" : "bg-black dark:bg-[#3a3a42]",
        className,
      )}
    >
      <span aria-hidden="true">{kind === "facebook" ? "f" : "X"}</span>
      <span className="sr-only">{kind === "facebook" ? "Facebook" : "X"}</span>
    </span>
  );
}

/** The Page's picture with its platform's icon on it. */
export function ChannelPicture({
  children,
  kind,
}: {
  children: React.ReactNode;
  kind: ChannelShape["kind"];
}) {
  return (
    <span className="relative inline-flex shrink-0">
      {children}
      <ChannelIcon kind={kind} className="-end-1 -bottom-1 absolute ring-2 ring-surface" />
    </span>
  );
}
