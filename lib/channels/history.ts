import type { ChannelCredentials, Echo, InboundMessage, PauseReason, Pressure } from "./channel";

/** One message as a platform's history tells it. */
export interface PastMessage {
  externalId: string;
  /** The platform's time, in whole seconds. */
  at: Date;
  /** As a delivery would have told of it; null where no more than the id is shown. */
  event: InboundMessage | Echo | null;
}

export interface PastThread {
  externalId: string;
  /** When somebody last wrote in it. */
  updatedAt: Date;
  /** Null where the platform does not say who it is. */
  contact: { externalId: string; name: string | null } | null;
  /** The newest, newest first; how many have contents is the platform's choice. */
  messages: PastMessage[];
  hasOlder: boolean;
}

export type PastMessageId = Pick<PastMessage, "externalId" | "at">;

export type History<Found> = { pressure?: Pressure } & (
  | ({ outcome: "read" } & Found)
  /** More than the platform tells in one answer: ask for fewer threads. */
  | { outcome: "too_much"; detail: string }
  /** The thread, or the place in the list, is not there any more. */
  | { outcome: "gone"; detail: string }
  | { outcome: "unreadable"; reason: PauseReason | "reconnect_needed"; detail: string }
);

export interface ThreadPage {
  threads: PastThread[];
  /** The place to go on at, good for a short time; null = that was the last page. */
  next: string | null;
}

/** Each call is one of a scarce kind: `mayCall(channel, "import")` comes first. */
export interface HistoryReader {
  /** Threads by their last message, newest first. With `ids`, their messages have no contents. */
  listThreads(
    credentials: ChannelCredentials,
    page: { limit: number; after: string | null; contents: "ids" | "whole" },
  ): Promise<History<ThreadPage>>;
  /** One thread with the contents of its newest messages. */
  readThread(
    credentials: ChannelCredentials,
    threadExternalId: string,
  ): Promise<History<{ thread: PastThread }>>;
  /** All messages of a thread, newest first, without contents. */
  listMessageIds(
    credentials: ChannelCredentials,
    threadExternalId: string,
    after: string | null,
  ): Promise<History<{ messages: PastMessageId[]; next: string | null }>>;
}
