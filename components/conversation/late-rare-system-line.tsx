"use client";

import { Info } from "lucide-react";
import { preloadable } from "@/components/ui/preloadable";
import type { Message } from "@/lib/conversations/shapes";
import { ThinLine } from "./thin-line";

/** Its words and icons come with the first such line; until then it is as high as it will be. */
export const LateRareSystemLine = preloadable<{ message: Message }>(
  async () => (await import("./rare-system-line")).RareSystemLine,
  () => <ThinLine icon={Info} words={"\u00a0"} at={null} />,
  ({ message }) => (
    <ThinLine
      icon={Info}
      words="What happened here can't be shown without a connection"
      at={message.sentAt}
    />
  ),
);
