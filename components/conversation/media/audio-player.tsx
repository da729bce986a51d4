"use client";

import { CircleAlert, Download, Pause, Play } from "lucide-react";
import { useRef } from "react";
import type { MessageAttachment } from "@/lib/conversations/shapes";
import { attachmentWords, durationWords } from "./attachment-words";
import { usePlayback } from "./use-playback";

/** A recording with controls of our own: play, time that can be scrubbed, speed. Each works by the keyboard. */
export function AudioPlayer({ url, attachment }: { url: string; attachment: MessageAttachment }) {
  const audio = useRef<HTMLAudioElement>(null);
  const { playing, seconds, duration, speed, broken, toggle, seek, nextSpeed, watch } = usePlayback(
    audio,
    attachment.durationInMs,
  );
  const name = attachment.name ?? attachmentWords.audio;
  if (broken) return <Unplayable url={url} name={name} />;

  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, for nothing is filled in.
    <div role="group" aria-label={name} className="flex size-full items-center gap-2 bg-surface px-2">
      <audio ref={audio} src={url} preload={attachment.durationInMs ? "none" : "metadata"} {...watch} />
      <button
        type="button"
        aria-label={playing ? "Pause" : "Play"}
        onClick={toggle}
        className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-on-accent hover:bg-accent-strong"
      >
        {playing ? (
          <Pause aria-hidden="true" className="size-4 fill-current" />
        ) : (
          <Play aria-hidden="true" className="ms-0.5 size-4 fill-current" />
        )}
      </button>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={`${durationWords(seconds)} of ${durationWords(duration)}`}
        min={0}
        max={duration || 1}
        step="any"
        value={Math.min(seconds, duration || 1)}
        onChange={(event) => seek(Number(event.target.value))}
        onKeyDown={(event) => {
          const by = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5 }[event.key];
          if (!by) return;
          event.preventDefault();
          seek(seconds + by);
        }}
        className="h-6 min-w-0 flex-1 cursor-pointer accent-accent"
      />
      <span className="tabular shrink-0 text-muted text-xs" aria-hidden="true">
        {durationWords(playing || seconds > 0 ? seconds : duration)}
      </span>
      <button
        type="button"
        onClick={nextSpeed}
        aria-label={`Speed: ${speed} times`}
        className="tabular h-7 w-9 shrink-0 rounded-md font-medium text-muted text-xs hover:bg-hover hover:text-ink"
      >
        {speed}×
      </button>
    </div>
  );
}

function Unplayable({ url, name }: { url: string; name: string }) {
  return (
    <a
      href={url}
      download={name}
      className="flex size-full items-center gap-2 bg-surface px-3 text-sm hover:bg-hover"
    >
      <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
      <span className="min-w-0 flex-1">This browser can't play it. Save it instead.</span>
      <Download aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
    </a>
  );
}
