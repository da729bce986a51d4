"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { PostCardProps } from "./post-card";

const frame =
  "mx-5 mt-3 mb-1.5 min-h-[5.25rem] max-w-[60ch] rounded-lg border border-public-line bg-surface px-3.5 py-3 max-md:mx-3";

/** Comes with the first public message that is shown; its place is about as high as it will be. */
export const LatePostCard = preloadable<PostCardProps>(
  async () => (await import("./post-card")).PostCard,
  () => <div className={frame} />,
  ({ post }) => (
    <p dir="auto" className={frame}>
      {post?.text ?? "The post can't be shown without a connection"}
    </p>
  ),
);
