import clsx from "clsx";
import { Bot, StickyNote, UserRoundCog } from "lucide-react";
import type { Message } from "@/lib/conversations/shapes";

/** Says who speaks where the side of the thread doesn't: notes, and what was written as the Page elsewhere. */
export function AuthorLine({ message, myId }: { message: Message; myId: string }) {
  const { kind, id, name } = message.author;
  const label = "mb-1 flex items-center gap-1.5 px-1 text-muted text-xs";
  if (message.visibility === "note") {
    return (
      <p className={clsx(label, "text-note-ink")}>
        <StickyNote aria-hidden="true" className="size-3" />
        {id === myId ? "Your note" : <bdi>{name}</bdi>} · only colleagues see this
      </p>
    );
  }
  if (kind === "external") {
    return (
      <p
        className={label}
        title="Written as the Page, but not in Pagedesk: in the Page's own inbox, or by another app"
      >
        <UserRoundCog aria-hidden="true" className="size-3" />
        {name === "Outside Pagedesk" ? (
          name
        ) : (
          <span>
            <bdi>{name}</bdi> · outside Pagedesk
          </span>
        )}
      </p>
    );
  }
  if (kind === "bot") {
    return (
      <p className={label}>
        <Bot aria-hidden="true" className="size-3" />
        <bdi>{name}</bdi> · automatic
      </p>
    );
  }
  return null;
}
