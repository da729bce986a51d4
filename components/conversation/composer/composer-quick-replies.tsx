import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Input } from "@/components/ui/input";

/** Messenger's limits: so many in one message, each title so long. */
const MOST = 13;
const TITLE_LENGTH = 20;

export interface ComposerQuickRepliesProps {
  titles: string[];
  onChange: (titles: string[]) => void;
}

/** The answers that go out as buttons under the message; they vanish on the phone with the next message. */
export function ComposerQuickReplies({ titles, onChange }: ComposerQuickRepliesProps) {
  const [title, setTitle] = useState("");
  const full = titles.length >= MOST;

  function add() {
    const added = title.trim();
    setTitle("");
    if (added && !titles.includes(added)) onChange([...titles, added]);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  }

  return (
    <div className="flex flex-wrap items-center gap-1.5 px-3 pb-1">
      {titles.map((shown) => (
        <span
          key={shown}
          className="flex items-center gap-1 rounded-full border border-accent py-0.5 ps-2.5 pe-1 text-accent-ink text-sm"
        >
          <bdi>{shown}</bdi>
          <button
            type="button"
            aria-label={`Remove the quick reply ${shown}`}
            onClick={() => onChange(titles.filter((kept) => kept !== shown))}
            className="grid size-5 place-items-center rounded-full hover:bg-hover max-md:size-8"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ))}
      {full ? (
        <span className="text-muted text-sm">Messenger takes {MOST} at most.</span>
      ) : (
        <Input
          autoFocus={titles.length === 0}
          value={title}
          maxLength={TITLE_LENGTH}
          aria-label="Add a quick reply, Enter adds it"
          placeholder="Add a quick reply"
          onChange={({ target }) => setTitle(target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
          className="h-7! w-44! text-sm! max-md:h-10!"
        />
      )}
    </div>
  );
}
