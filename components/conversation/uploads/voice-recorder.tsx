"use client";

import { Check, CircleAlert, Mic, Pause, Square, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { durationWords } from "@/components/conversation/media/attachment-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Spinner } from "@/components/ui/spinner";
import { LONGEST_RECORDING_MS } from "./recording";
import { useRecording } from "./use-recording";

interface VoiceRecorderProps {
  conversationId: string;
  onEnd: () => void;
}

/** Records a voice message in the composer: spoken, listened to, and then attached like any other file. */
export function VoiceRecorder({ conversationId, onEnd }: VoiceRecorderProps) {
  const { phase, elapsed, level, begin, finish, pauseOrGoOn, attach, drop } = useRecording(conversationId);
  const [discarding, setDiscarding] = useState(false);

  function discard() {
    drop();
    onEnd();
  }
  const discardButton = (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Discard the recording"
      title="Discard the recording"
      onClick={() => setDiscarding(true)}
    >
      <Trash2 aria-hidden="true" className="size-4" />
    </Button>
  );

  return (
    <section aria-label="Voice message" className="mx-3 mb-1 rounded-lg border border-line-strong bg-surface">
      {phase.is === "asking" && (
        <Row end={<Button onClick={discard}>Cancel</Button>}>
          <Spinner className="shrink-0" />
          <p className="min-w-0 text-muted text-sm">
            Your browser asks whether Pagedesk may use the microphone.
          </p>
        </Row>
      )}
      {phase.is === "refused" && (
        <Row
          end={
            <>
              <Button onClick={discard}>Close</Button>
              <Button onClick={begin}>Try again</Button>
            </>
          }
        >
          <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
          <p role="alert" className="min-w-0 text-sm">
            {phase.words}
          </p>
        </Row>
      )}
      {(phase.is === "recording" || phase.is === "paused") && (
        <Row
          end={
            <>
              {discardButton}
              <Button onClick={pauseOrGoOn}>
                {phase.is === "paused" ? (
                  <Mic aria-hidden="true" className="size-3.5" />
                ) : (
                  <Pause aria-hidden="true" className="size-3.5" />
                )}
                {phase.is === "paused" ? "Go on" : "Pause"}
              </Button>
              <Button variant="primary" onClick={finish}>
                <Square aria-hidden="true" className="size-3 fill-current" />
                Finish
              </Button>
            </>
          }
        >
          <span role="status" className="sr-only">
            {phase.is === "paused" ? "Recording paused" : "Recording"}
          </span>
          <Level value={phase.is === "recording" ? level : 0} />
          <Time elapsed={elapsed} />
        </Row>
      )}
      {phase.is === "recorded" && (
        <Row
          end={
            <>
              {discardButton}
              <Button
                variant="primary"
                onClick={() => {
                  attach();
                  onEnd();
                }}
              >
                <Check aria-hidden="true" className="size-3.5" />
                Attach
              </Button>
            </>
          }
        >
          <Preview url={phase.url} />
        </Row>
      )}
      <ConfirmDialog
        open={discarding}
        onOpenChange={setDiscarding}
        title="Discard this recording?"
        confirm="Discard"
        danger
        onConfirm={discard}
      >
        What you have said so far is lost. Nothing of it was sent.
      </ConfirmDialog>
    </section>
  );
}

function Row({ children, end }: { children: ReactNode; end: ReactNode }) {
  return (
    <div className="flex min-h-12 flex-wrap items-center justify-end gap-x-3 gap-y-2 px-3 py-2">
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-2.5">{children}</div>
      <div className="flex items-center gap-1.5">{end}</div>
    </div>
  );
}

/** How loud it is: whoever sees nothing move speaks into the wrong microphone. */
function Level({ value }: { value: number }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2">
      <Mic aria-hidden="true" className="size-4 shrink-0 text-bad" />
      {/* biome-ignore lint/a11y/useSemanticElements: a browser's own meter can't be drawn in our colours. */}
      <span
        role="meter"
        aria-label="Loudness"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(value * 100)}
        className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-hover"
      >
        <span
          className="block size-full origin-left rounded-full bg-accent transition-transform duration-100 rtl:origin-right"
          style={{ transform: `scaleX(${value})` }}
        />
      </span>
    </span>
  );
}

function Time({ elapsed }: { elapsed: number }) {
  return (
    <span className="shrink-0 tabular text-sm">
      {durationWords(elapsed / 1000)}
      <span className="text-muted"> of {durationWords(LONGEST_RECORDING_MS / 1000)}</span>
    </span>
  );
}

/** The browser's own player: what is heard here is the file that will be sent. */
function Preview({ url }: { url: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was just said.
    <audio controls src={url} aria-label="Listen before sending" className="h-9 min-w-0 flex-1" />
  );
}
