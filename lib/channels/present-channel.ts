import { explainRefusedField } from "./facebook/refused-field";
import { neededFields } from "./facebook/subscription-fields";
import type { ChannelRow } from "./find-channel";
import type { ChannelShape } from "./shapes";

export interface PresentableChannel {
  channel: ChannelRow;
  externalUser: { id: string; name: string } | null;
}

/** A channel as the browser sees it. Secrets are left out by naming what goes in. */
export function presentChannel({ channel, externalUser }: PresentableChannel): ChannelShape {
  const connected = channel.disconnectedAt === null;
  return {
    id: channel.id,
    kind: channel.kind,
    externalId: channel.externalId,
    name: channel.name,
    pictureUrl: channel.pictureUrl,
    active: channel.active,
    public: channel.isPublic,
    appId: channel.appId,
    connected,
    subscribed: connected && channel.subscribedFields.length > 0,
    subscribedFields: channel.subscribedFields,
    refusedFields: refusedNow(channel),
    permissions: channel.grantedPermissions,
    tokenState: channel.tokenState,
    tokenProblem: channel.tokenProblem,
    problems: channel.problems,
    externalUser,
    lengthLimit: channel.lengthLimit,
    reopenWithinHours: channel.reopenWithinHours,
    seenPolicy: channel.seenPolicy,
    humanAgent: channel.humanAgent,
    publicApproval: channel.publicApproval,
    lastDeliveryAt: channel.lastDeliveryAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
    revision: channel.revision,
  };
}

/** Of what was refused, what is still wanted. */
function refusedNow({ isPublic, refusedFields, grantedPermissions }: ChannelRow) {
  const needed = neededFields({ public: isPublic });
  return refusedFields
    .filter(({ name }) => needed.includes(name))
    .map((field) => explainRefusedField(field, grantedPermissions));
}
