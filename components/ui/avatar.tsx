"use client";

import clsx from "clsx";
import { useState } from "react";

interface AvatarProps {
  name: string;
  pictureUrl?: string | null;
  /** Keeps the colour when the name changes; the name itself otherwise. */
  seed?: string;
  /** Pixels. */
  size?: number;
  className?: string;
}

/** A face: the picture where there is one, else initials on a colour that stays the same for the same person. */
export function Avatar({ name, pictureUrl, seed, size = 40, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const picture = pictureUrl && pictureUrl !== broken ? pictureUrl : null;

  return (
    <span
      aria-hidden="true"
      className={clsx(
        "inline-grid shrink-0 select-none place-items-center overflow-hidden rounded-full font-semibold text-white",
        className,
      )}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(8, size * 0.36),
        background: colourOf(seed ?? name),
      }}
    >
      {picture ? (
        // biome-ignore lint/performance/noImgElement: pictures come from platforms in many sizes, and are small already.
        <img
          src={picture}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          className="size-full object-cover"
          onError={() => setBroken(picture)}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}

/** White text reaches 4.5:1 on each of these. */
const colours = [
  "#0b6fa4",
  "#b3156a",
  "#4d7a0a",
  "#7e22ce",
  "#b04a06",
  "#0e7490",
  "#a11d33",
  "#475569",
  "#4338ca",
  "#0f766e",
];

function colourOf(seed: string) {
  let hash = 0;
  for (const letter of seed) hash = (hash * 31 + letter.codePointAt(0)!) >>> 0;
  return colours[hash % colours.length];
}

/** First letters of the first and last word, as the reader's script writes them. */
export function initialsOf(name: string) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0]!, words[words.length - 1]!] : words;
  return chosen.map((word) => firstLetter(word)).join("") || "?";
}

function firstLetter(word: string) {
  const [first = ""] = word.replace(/^[^\p{L}\p{N}\p{Emoji_Presentation}]+/u, "");
  return first.toLocaleUpperCase();
}
