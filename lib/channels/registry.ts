import type { Channel } from "./channel";
import { facebook } from "./facebook/channel";

/** The platforms that this build speaks. */
export const channelsByKind: Record<"facebook", Channel> = { facebook };

export function channelOf(kind: "facebook" | "x"): Channel {
  if (kind === "facebook") return channelsByKind.facebook;
  throw new Error(`No channel of kind ${kind} yet.`);
}
