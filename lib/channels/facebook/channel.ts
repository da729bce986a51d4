import type { Channel } from "@/lib/channels/channel";
import { findSent } from "./find-sent";
import { facebookHistory } from "./history";
import { inspect } from "./inspect";
import { moderate } from "./moderate";
import { fetchProfile } from "./profile";
import { readComments, readPublic } from "./read-public";
import { send } from "./send";
import { signal } from "./send-signal";
import { openDelivery } from "./webhook";

/** Messenger and the Page behind it, as the rest of Pagedesk sees them. */
export const facebook: Channel = {
  openDelivery: (body) => openDelivery(body),
  send,
  findSent,
  signal,
  fetchProfile,
  inspect,
  history: facebookHistory,
  publicSide: { moderate, read: readPublic, readComments },
};
