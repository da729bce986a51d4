"use client";

import { type ClipboardEvent, type KeyboardEvent, type RefObject, useLayoutEffect } from "react";
import { useEnterSends } from "./use-enter-key";

interface ComposerFieldProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  placeholder: string;
  onWrite: (text: string) => void;
  onSend: () => void;
  onFiles: (files: Iterable<File>) => void;
  onFocus: () => void;
  onLeave: (field: Element) => void;
}

/** The text itself. It grows with what is written, up to two fifths of the window. */
export function ComposerField({
  ref,
  text,
  label,
  placeholder,
  onWrite,
  onSend,
  onFiles,
  onFocus,
  onLeave,
}: ComposerFieldProps) {
  const [enterSends] = useEnterSends();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }, [text, ref]);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "Enter" || event.shiftKey) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;

    event.preventDefault();
    onSend();
  }

  /** A copied table comes as text and as a picture of itself: then the text is meant. */
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    onFiles([...files]);
  }

  return (
    <textarea
      ref={ref}
      dir="auto"
      rows={2}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => onWrite(event.target.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onFocus={onFocus}
      onBlur={(event) => onLeave(event.currentTarget)}
      className="block max-h-[40dvh] w-full resize-none overflow-y-auto bg-transparent px-3.5 pt-2.5 pb-1 outline-none"
    />
  );
}
