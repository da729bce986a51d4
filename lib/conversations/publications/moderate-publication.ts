import { db } from "@/db/client";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelCredentials, PublicEvent } from "@/lib/channels/channel";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { mayCall, recordPressure } from "@/lib/channels/pacing";
import type { ModerationAction } from "@/lib/channels/public-side";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { applyPublicEvents } from "../receiving/apply-public-events";
import { type FoundPublication, findPublication, showPublication } from "./find-publication";
import { isDone, refuseModeration } from "./may-moderate";
import { refusalWords } from "./moderation-words";
import type { Publication } from "./shapes";

/**
 * Likes, hides or deletes something said in public, as the Page. The platform is asked first; what it has done is then
 * told to the tree, as a delivery would tell it, so the thread, what stands around it and our copies follow at once.
 * Asking twice is harmless.
 *
 * @throws AppError `not_found`; `conflict` for what cannot be done to it; `gone` for what the platform no longer has,
 * which counts as removed from then on; and what the platform's refusals mean, see `refusalWords`.
 */
export async function moderatePublication(
  agent: Agent,
  publicationId: string,
  action: ModerationAction,
): Promise<Publication> {
  const found = await findPublication(agent, publicationId);
  if (!isDone(found.publication, action)) await moderate(found, action);
  return showPublication(publicationId);
}

async function moderate(found: FoundPublication, action: ModerationAction) {
  const { publication, channel } = found;
  refuseModeration(found, action);
  const credentials = await credentialsOf(channel);
  await refuseWhilePaused(channel);

  const { publicSide } = channelOf(channel.kind);
  const answer = await publicSide.moderate(credentials, publication.externalId, action);
  if (answer.pressure) await recordPressure(db, channel, answer.pressure);
  if (answer.outcome === "done") return tellTree(found, action);
  if (answer.outcome !== "gone") throw refusalWords(answer, channel.name);

  await settleGone(found, credentials);
  if (action !== "delete") throw new AppError("gone", GONE);
}

const GONE = "This is no longer on Facebook: its author or somebody else has removed it.";
const OUT_OF_REACH =
  "Facebook does not let Pagedesk reach this: it was removed, or stands below something that only its maker may see.";

/**
 * The platform says the same of what it will not show. So a comment counts as removed only where it cannot be read either,
 * and what it stands below can: what stands below an ad may be out of reach altogether.
 */
async function settleGone(found: FoundPublication, credentials: ChannelCredentials) {
  const { externalId, postExternalId, kind } = found.publication;
  const { publicSide } = channelOf(found.channel.kind);
  const itself = await publicSide.read(credentials, { kind, externalId, postExternalId });
  const post =
    kind === "comment"
      ? await publicSide.read(credentials, { kind: "post", externalId: postExternalId, postExternalId })
      : null;
  const isRemoved = itself.outcome === "gone" && (post === null || post.outcome === "read");
  if (!isRemoved) throw new AppError("platform_refused", OUT_OF_REACH);
  await tellTree(found, "delete");
}

function tellTree(found: FoundPublication, action: ModerationAction) {
  return transactionAgain((tx) => applyPublicEvents(tx, found.channel, [eventOf(found, action)]));
}

/** By our clock, after the answer: the platform's own telling of the same comes with an earlier moment. */
function eventOf({ publication, channel }: FoundPublication, action: ModerationAction): PublicEvent {
  const { externalId, kind, postExternalId } = publication;
  const base = {
    channelExternalId: channel.externalId,
    externalId,
    at: clock.now(),
    raw: { action },
    said: { kind, postExternalId },
  };
  switch (action) {
    case "like":
    case "unlike":
      return {
        ...base,
        type: "reacted",
        byExternalId: channel.externalId,
        emoji: "👍",
        removed: action === "unlike",
      };
    case "hide":
    case "unhide":
      return { ...base, type: "hidden", hidden: action === "hide" };
    case "delete":
      return { ...base, type: "removed" };
    default:
      return action satisfies never;
  }
}

async function credentialsOf(channel: ChannelRow): Promise<ChannelCredentials> {
  const credentials = channel.tokenState === "valid" ? await channelCredentials(channel) : null;
  if (credentials) return credentials;
  throw new AppError("reconnect_needed", `${channel.name} must be connected again before this works.`);
}

async function refuseWhilePaused(channel: ChannelRow) {
  const leave = await mayCall(channel, "comments");
  if (leave.granted) return;
  throw refusalWords({ outcome: "busy", reason: "platform_busy", detail: leave.detail ?? "" }, channel.name);
}
