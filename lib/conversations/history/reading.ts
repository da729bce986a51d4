import type { ChannelCredentials } from "@/lib/channels/channel";
import type { ChannelRow } from "@/lib/channels/find-channel";
import type { Asked } from "./ask-in-turn";
import type { HistoryRun } from "./change-run";

/** What a page came to. */
export interface PageRead {
  threads: number;
  /** The oldest thread that was looked at. */
  reachedAt: Date | null;
  next: string | null;
  /** Beyond this page there is nothing that the run is about. */
  isLast: boolean;
  /** What may be ours was left alone: only up to here is it all whole. */
  doubtfulSince?: Date | null;
}

export type PageOutcome = Asked<PageRead>;

export interface Reading {
  run: HistoryRun;
  channel: ChannelRow;
  credentials: ChannelCredentials;
}
