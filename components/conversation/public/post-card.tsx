"use client";

import clsx from "clsx";
import {
  CircleAlert,
  ExternalLink,
  EyeOff,
  FileClock,
  type LucideIcon,
  MapPin,
  Megaphone,
  Trash2,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { Chip, type Tone } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import type { Post } from "@/lib/conversations/publications/shapes";
import type { Message } from "@/lib/conversations/shapes";
import { openComments } from "./context-store";
import { PublicPicture } from "./public-picture";

export interface PostCardProps {
  /** Null: the platform hasn't told of it. */
  post: Post | null;
  /** The first message below it. */
  message: Message;
}

/** What the public messages below stand under: enough of the post to answer them without leaving. */
export function PostCard({ post, message }: PostCardProps) {
  if (!post) {
    return (
      <Frame label="Post">
        <p className="flex items-center gap-2 text-muted">
          <FileClock aria-hidden="true" className="size-4 shrink-0" />
          Facebook hasn't told of this post yet. It will stand here as soon as it has.
        </p>
      </Frame>
    );
  }

  // A visitor's own post is the message below, with its words and pictures.
  const isBelow = message.publication?.id === post.id;
  const picture = isBelow ? undefined : post.files.find(({ type }) => type !== "link");
  return (
    <Frame label={labelOf(post, message)}>
      <div className="flex gap-3">
        {picture && <PublicPicture file={picture} className="size-14" />}
        <div className="min-w-0 flex-1">
          {!isBelow && <PostText post={post} />}
          <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted text-sm">
            <span className="wrap-anywhere">
              {message.kind === "rating" ? "Recommendation" : "Post"}
              {post.authorName && (
                <>
                  {" "}
                  by <bdi>{post.authorName}</bdi>
                </>
              )}
            </span>
            {post.publishedAt && (
              <>
                <span aria-hidden="true">·</span>
                <RelativeTime at={post.publishedAt} className="tabular" />
              </>
            )}
            <Marks post={post} />
          </p>
          <Ways post={post} message={message} />
          {post.problem && (
            <p className="mt-1.5 flex items-start gap-1.5 text-sm text-warn">
              <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
              <span className="min-w-0">{post.problem}</span>
            </p>
          )}
        </div>
      </div>
    </Frame>
  );
}

export function Frame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="mx-5 mt-3 mb-1.5 max-w-[60ch] rounded-lg border border-public-line bg-surface px-3.5 py-3 max-md:mx-3"
    >
      {children}
    </section>
  );
}

function labelOf({ authorName }: Post, message: Message) {
  const by = authorName ? ` by ${authorName}` : "";
  return `${message.kind === "rating" ? "Recommendation" : "Post"}${by}`;
}

const LONG = 160;

function PostText({ post: { text, removedAt, publishedAt, problem } }: { post: Post }) {
  const [isWhole, setIsWhole] = useState(false);
  if (!text) {
    const words = removedAt
      ? "This post was removed"
      : publishedAt
        ? "A post without text"
        : "This post is being read";
    return problem ? null : <p className="text-muted italic">{words}</p>;
  }

  const isLong = text.length > LONG || text.split("\n").length > 3;
  return (
    <>
      <p
        dir="auto"
        className={clsx(
          "wrap-anywhere whitespace-pre-wrap font-medium",
          isLong && !isWhole && "line-clamp-3",
        )}
      >
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="text-accent-ink text-sm hover:underline max-sm:py-2"
        >
          {isWhole ? "Show less" : "Show the whole post"}
        </button>
      )}
    </>
  );
}

interface Mark {
  isOn: (post: Post) => boolean;
  icon: LucideIcon;
  tone: Tone;
  words: string;
}

const marks: Mark[] = [
  { isOn: ({ promoted }) => promoted, icon: Megaphone, tone: "neutral", words: "Ad" },
  { isOn: ({ published }) => !published, icon: EyeOff, tone: "neutral", words: "Unpublished" },
  { isOn: ({ removedAt }) => removedAt !== null, icon: Trash2, tone: "warn", words: "Removed" },
  { isOn: ({ elsewhere }) => elsewhere, icon: MapPin, tone: "public", words: "On somebody else's page" },
];

function Marks({ post }: { post: Post }) {
  return marks
    .filter(({ isOn }) => isOn(post))
    .map(({ words, icon, tone }) => (
      <Chip key={words} tone={tone} icon={icon}>
        {words}
      </Chip>
    ));
}

function Ways({ post, message: { conversationId, publication, kind } }: { post: Post; message: Message }) {
  const around = publication && publication.id !== post.id ? publication.id : null;
  const isRating = kind === "rating";

  return (
    <p className="mt-0.5 flex flex-wrap gap-x-4 text-sm max-sm:gap-y-1">
      <button
        type="button"
        onClick={() => openComments({ conversationId, postId: post.id, around })}
        className="text-accent-ink hover:underline max-sm:py-2"
      >
        Show all comments on this {isRating ? "recommendation" : "post"}
      </button>
      {post.permalinkUrl && (
        <a
          href={post.permalinkUrl}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 text-accent-ink hover:underline max-sm:py-2"
        >
          Open on Facebook
          <ExternalLink aria-hidden="true" className="size-3" />
        </a>
      )}
    </p>
  );
}
