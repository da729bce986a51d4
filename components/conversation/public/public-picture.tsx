"use client";

import clsx from "clsx";
import { ImageOff, Link2, Play } from "lucide-react";
import { useState } from "react";
import type { Post } from "@/lib/conversations/publications/shapes";

type PublicFile = Post["files"][number];

const names = { image: "Photo", video: "Video", link: "Link" };

/** What was published with words, as small as a comment; a click opens it where it stands. */
export function PublicFiles({ files }: { files: PublicFile[] }) {
  if (files.length === 0) return null;

  return (
    <span className="mt-1 flex flex-wrap gap-1.5">
      {files.map((file) => (
        <a
          key={file.url}
          href={file.url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Open the ${names[file.type].toLowerCase()}${file.title ? `: ${file.title}` : ""}`}
          className="inline-flex max-w-full rounded-md"
        >
          {file.type === "link" ? (
            <LinkName file={file} />
          ) : (
            <PublicPicture file={file} className="size-20" />
          )}
        </a>
      ))}
    </span>
  );
}

function LinkName({ file: { url, title } }: { file: PublicFile }) {
  return (
    <span className="flex min-w-0 items-center gap-1 text-accent-ink text-sm hover:underline">
      <Link2 aria-hidden="true" className="size-3.5 shrink-0" />
      <bdi className="truncate">{title ?? url}</bdi>
    </span>
  );
}

/** The platform's addresses of pictures run out: then an icon keeps the place. */
export function PublicPicture({ file, className }: { file: PublicFile; className?: string }) {
  const [broken, setBroken] = useState(false);
  const box = clsx(
    "grid shrink-0 place-items-center overflow-hidden rounded-md bg-sunken text-faint",
    className,
  );
  if (broken || file.type === "video") {
    const Icon = file.type === "video" ? Play : ImageOff;
    return (
      <span className={box}>
        <Icon aria-hidden="true" className="size-5" />
      </span>
    );
  }
  return (
    <span className={box}>
      {/* biome-ignore lint/performance/noImgElement: it comes from the platform, in a size of its choice. */}
      <img
        src={file.url}
        alt={file.title ?? ""}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        className="size-full object-cover"
        onError={() => setBroken(true)}
      />
    </span>
  );
}
