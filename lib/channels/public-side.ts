import type { ChannelCredentials, FailureReason, PauseReason, Pressure, PublicEvent, Said } from "./channel";

/** What an agent does, as the Page, to something said in public. */
export type ModerationAction = "like" | "unlike" | "hide" | "unhide" | "delete";

/** What a platform answered. Each action may be asked for twice and leaves what once leaves. */
export type Moderation = { pressure?: Pressure | undefined } & (
  | { outcome: "done" }
  /** It is not there any more, or not shown to us: the platform has one answer for both. */
  | { outcome: "gone"; detail: string }
  | { outcome: "refused"; reason: FailureReason; detail: string }
  | { outcome: "busy"; reason: "platform_busy" | "unreachable"; detail: string }
  /** It may have been done: a timeout, a reset, a 5xx. */
  | { outcome: "unknown"; detail: string }
);

/** What a platform shows of something said in public, as events that were read around what was told. */
export type PublicReading = { pressure?: Pressure | undefined } & (
  | { outcome: "read"; events: PublicEvent[] }
  | { outcome: "gone"; detail: string }
  | {
      outcome: "unreadable";
      reason: PauseReason | "reconnect_needed";
      detail: string;
    }
);

/** Looking at and after what stands in public on a Page. Nothing here throws for what a platform answers. */
export interface PublicSide {
  moderate(
    credentials: ChannelCredentials,
    externalId: string,
    action: ModerationAction,
  ): Promise<Moderation>;
  /** One post, comment or rating. */
  read(
    credentials: ChannelCredentials,
    wanted: Pick<Said, "kind" | "postExternalId"> & { externalId: string },
  ): Promise<PublicReading>;
  /** The newest below a post, at whatever depth. */
  readComments(
    credentials: ChannelCredentials,
    postExternalId: string,
    page: { limit: number },
  ): Promise<PublicReading>;
}
