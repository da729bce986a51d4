import clsx from "clsx";

/** Keeps the place of what is on its way. Give it the size of what will come. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block animate-pulse rounded-sm bg-line motion-reduce:animate-none", className)}
    />
  );
}
