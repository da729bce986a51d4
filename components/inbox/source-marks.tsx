import { Globe, Lock } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import type { Conversation } from "@/lib/conversations/shapes";

/** Public, private, or both: an icon, and a word to be seen or heard. */
export function SourceMarks({ sources }: { sources: Conversation["sources"] }) {
  return (
    <>
      {sources.public && (
        <Chip tone="public" icon={Globe} className="shrink-0">
          public
        </Chip>
      )}
      {(sources.private || !sources.public) && (
        <span
          className="inline-flex size-[1.1875rem] shrink-0 items-center justify-center rounded-sm bg-sunken text-muted"
          title={sources.public ? "Also in private" : "Private"}
        >
          <Lock aria-hidden="true" className="size-3" />
          <span className="sr-only">{sources.public ? "and private" : "Private"}</span>
        </span>
      )}
    </>
  );
}
