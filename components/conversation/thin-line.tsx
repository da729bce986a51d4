import type { LucideIcon } from "lucide-react";
import { ClockTime } from "@/components/ui/time";

export interface Line {
  icon: LucideIcon;
  words: string;
}

/** @param at when it happened; null where its words tell the time, or none belongs to it. */
export function ThinLine({ icon: Icon, words, at }: Line & { at: string | null }) {
  return (
    <p className="mx-auto flex max-w-[72ch] items-start justify-center gap-1.5 px-6 py-2 text-center text-faint text-sm">
      <Icon aria-hidden="true" className="mt-[0.1875rem] size-3 shrink-0" />
      <span dir="auto" className="min-w-0">
        {words}
        {at && (
          <>
            {" · "}
            <ClockTime at={at} />
          </>
        )}
      </span>
    </p>
  );
}
