import clsx from "clsx";
import { Bot, Globe, StickyNote, UserRoundCog } from "lucide-react";
import type { Message } from "@/lib/conversations/shapes";
import { publicKind } from "./public/public-kind";

/**
 * Says who speaks where the side of the thread doesn't: notes, what was written as the Page elsewhere, and everything in
 * public, where many speak.
 */
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
  if (message.visibility === "public") {
    return (
      <p className={clsx(label, "text-public-ink")}>
        <Globe aria-hidden="true" className="size-3 shrink-0" />
        <span>
          {id !== myId && (
            <>
              <bdi className="font-semibold">{name}</bdi> ·{" "}
            </>
          )}
          {id === myId ? "Your public reply" : publicKind(message)}
        </span>
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
