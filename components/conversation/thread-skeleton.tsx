import clsx from "clsx";
import { Skeleton } from "@/components/ui/skeleton";

const bubbles = [
  { key: "a", width: "w-52", mine: false },
  { key: "b", width: "w-72", mine: false },
  { key: "c", width: "w-64", mine: true },
  { key: "d", width: "w-44", mine: false },
  { key: "e", width: "w-80", mine: true },
];

/** The thread's place while its first page is on the way. */
export function ThreadSkeleton() {
  return (
    <div role="status" className="flex h-full flex-1 flex-col justify-end gap-3 px-5 py-6">
      <span className="sr-only">Loading messages</span>
      {bubbles.map(({ key, width, mine }) => (
        <Skeleton key={key} className={clsx("h-9 max-w-[70%] rounded-bubble!", width, mine && "self-end")} />
      ))}
    </div>
  );
}
