import clsx from "clsx";

/** A count on something; nothing at zero. Give `label` ("unread") so that the number means something when heard. */
export function Badge({ count, label, className }: { count: number; label: string; className?: string }) {
  if (count <= 0) return null;

  return (
    <span
      className={clsx(
        "inline-grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 font-semibold text-[0.625rem] text-on-accent tabular leading-none",
        className,
      )}
    >
      {count > 99 ? "99+" : count}
      <span className="sr-only"> {label}</span>
    </span>
  );
}
