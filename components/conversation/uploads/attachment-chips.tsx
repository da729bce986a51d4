"use client";

import clsx from "clsx";
import { CircleAlert, FileText, Film, Link2, Mic, Pause, Play, RotateCw, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { fileWords, sizeWords } from "@/components/conversation/media/attachment-words";
import { Button } from "@/components/ui/button";
import { mediaPlan } from "@/lib/channels/media-plan";
import type { Conversation } from "@/lib/conversations/shapes";
import type { ComposerDraft, DraftFile } from "../outbox/draft-store";
import {
  chooseAgain,
  goOn,
  pauseUpload,
  removeFile,
  resumeFiles,
  type UploadState,
  useUpload,
} from "./upload-store";

interface AttachmentChipsProps {
  conversation: Conversation;
  draft: ComposerDraft;
  /** What the platform does not take goes as a link here. */
  mayBeLinks: boolean;
}

/** The files of a draft: how far each has come, what it goes as, and what can be done about it. */
export function AttachmentChips({ conversation, draft, mayBeLinks }: AttachmentChipsProps) {
  const { id, channel } = conversation;
  useEffect(() => {
    void resumeFiles(id);
  }, [id]);

  return (
    <ul
      aria-label="Attached files"
      className="flex max-h-52 flex-wrap gap-2 overflow-y-auto px-3 pt-1 pb-1.5"
    >
      {draft.files.map((file) => (
        <AttachmentChip
          key={file.key}
          conversationId={id}
          file={file}
          link={mayBeLinks ? whyLink(channel.kind, file) : null}
        />
      ))}
    </ul>
  );
}

/** By content once that is known; before, by its size alone. */
function whyLink(kind: Conversation["channel"]["kind"], { attachment, size }: DraftFile) {
  const plan = mediaPlan(kind, { contentType: attachment?.contentType ?? null, size });
  if (plan.way === "attachment") return null;
  return plan.why === "too_large" ? "Goes as a link: over 25 MB" : "Goes as a link: not taken by Messenger";
}

interface AttachmentChipProps {
  conversationId: string;
  file: DraftFile;
  link: string | null;
}

function AttachmentChip({ conversationId, file, link }: AttachmentChipProps) {
  const state = useUpload(file);
  const { stage, sent } = state;
  const bad = stage === "refused" || stage === "lost";

  return (
    <li
      className={clsx(
        "relative flex w-72 max-w-full max-sm:w-full items-center gap-2.5 overflow-hidden rounded-lg border bg-surface py-1.5 ps-2 pe-1",
        bad ? "border-bad/40" : "border-line-strong",
      )}
    >
      <Sign file={file} state={state} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium text-sm">{file.name}</bdi>
        <span
          role={bad ? "alert" : undefined}
          className={clsx("block text-xs", bad ? "text-bad" : "text-muted", !bad && !link && "truncate")}
        >
          {link && stage === "done" && <Link2 aria-hidden="true" className="me-1 mb-0.5 inline size-3" />}
          {secondLine(file, state, link)}
        </span>
      </span>
      <Controls conversationId={conversationId} file={file} stage={stage} />
      {stage !== "done" && !bad && (
        <progress
          aria-label={`${file.name}: uploaded`}
          value={sent}
          max={file.size}
          className="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
        />
      )}
    </li>
  );
}

function secondLine(file: DraftFile, { stage, sent, words }: UploadState, link: string | null) {
  const progress = `${Math.floor((sent / Math.max(file.size, 1)) * 100)} % of ${sizeWords(file.size)}`;
  switch (stage) {
    case "done":
      return link ?? (file.attachment && fileWords(file.attachment));
    case "paused":
      return `Paused at ${progress}`;
    case "broken":
      return `Interrupted at ${progress}. ${words ?? ""}`;
    case "refused":
    case "lost":
    case "elsewhere":
      return words;
    default:
      return link ? `${progress} · ${link}` : progress;
  }
}

function Sign({ file: { name, type, attachment }, state }: { file: DraftFile; state: UploadState }) {
  const picture = attachment?.thumbnailUrl ?? state.previewUrl;
  if (picture) {
    return (
      // biome-ignore lint/performance/noImgElement: our own small copy, or the file itself.
      <img src={picture} alt="" className="size-9 shrink-0 rounded-sm object-cover" />
    );
  }
  const box = "grid size-9 shrink-0 place-items-center rounded-sm bg-sunken text-muted";
  if (state.stage === "refused" || state.stage === "lost") {
    return (
      <span className={box}>
        <CircleAlert aria-hidden="true" className="size-4 text-bad" />
      </span>
    );
  }
  const kind = attachment?.type ?? type.split("/")[0];
  const Icon = kind === "audio" ? Mic : kind === "video" ? Film : FileText;
  return (
    <span className={box} title={name}>
      <Icon aria-hidden="true" className="size-4" />
    </span>
  );
}

interface ControlsProps {
  conversationId: string;
  file: DraftFile;
  stage: UploadState["stage"];
}

function Controls({ conversationId, file, stage }: ControlsProps) {
  return (
    <span className="flex shrink-0">
      {(stage === "running" || stage === "starting") && (
        <Control label={`Pause ${file.name}`} icon={Pause} onClick={() => pauseUpload(file.key)} />
      )}
      {stage === "paused" && (
        <Control label={`Go on with ${file.name}`} icon={Play} onClick={() => goOn(file.key)} />
      )}
      {stage === "broken" && (
        <Control label={`Try ${file.name} again now`} icon={RotateCw} onClick={() => goOn(file.key)} />
      )}
      {stage === "lost" && <ChooseAgain conversationId={conversationId} file={file} />}
      <Control label={`Remove ${file.name}`} icon={X} onClick={() => removeFile(conversationId, file)} />
    </span>
  );
}

function Control({ label, icon: Icon, onClick }: { label: string; icon: typeof X; onClick: () => void }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      className="size-8!"
      onClick={onClick}
    >
      <Icon aria-hidden="true" className="size-3.5" />
    </Button>
  );
}

function ChooseAgain({ conversationId, file }: { conversationId: string; file: DraftFile }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" className="self-center" onClick={() => input.current?.click()}>
        Choose
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`Choose ${file.name} again`}
        onChange={({ currentTarget: { files } }) => {
          if (files?.[0]) chooseAgain(conversationId, file, files[0]);
        }}
      />
    </>
  );
}
