import type { ModerationAction } from "@/lib/channels/public-side";
import { AppError } from "@/lib/errors";
import type { FoundPublication } from "./find-publication";
import type { PublicationRow } from "./present-publications";

/** Whether it stands already as the action would leave it. */
export function isDone({ isLiked, isHidden, removedAt }: PublicationRow, action: ModerationAction): boolean {
  if (action === "delete") return removedAt !== null;
  if (removedAt) return false;
  const done = { like: isLiked, unlike: !isLiked, hide: isHidden, unhide: !isHidden };
  return done[action];
}

/**
 * What the platform lets nobody do, or nobody should do from an inbox.
 *
 * @throws AppError `conflict`, `gone`, `channel_inactive`.
 */
export function refuseModeration({ publication, channel }: FoundPublication, action: ModerationAction) {
  const { removedAt, kind, isElsewhere, authorExternalId } = publication;
  const isOwn = authorExternalId === channel.externalId;
  if (removedAt) throw new AppError("gone", "This was removed and is no longer on Facebook.");
  if (!channel.active)
    throw new AppError("channel_inactive", `${channel.name} is switched off. An admin can switch it on.`);
  if (!channel.isPublic)
    throw new AppError("channel_inactive", `Posts and comments are switched off for ${channel.name}.`);
  if (kind === "rating")
    throw new AppError(
      "conflict",
      "Facebook lets nobody like, hide or delete a recommendation from outside.",
    );
  if (action === "like" || action === "unlike") return;

  if (isElsewhere)
    throw new AppError("conflict", "This stands on somebody else's page, where you can't hide or delete it.");
  if (isOwn && kind === "post")
    throw new AppError("conflict", "This is a post of the Page itself. Hide or delete it on Facebook.");
  if (isOwn && action === "hide")
    throw new AppError("conflict", "Facebook can't hide what the Page itself has said. Delete it instead.");
}
