import type { Channel } from "@/lib/channels/channel";
import { inspect } from "./inspect";
import { fetchProfile } from "./profile";
import { send } from "./send";
import { signal } from "./send-signal";
import { openDelivery } from "./webhook";

/** Messenger and the Page behind it, as the rest of Pagedesk sees them. */
export const facebook: Channel = {
  openDelivery: (body) => openDelivery(body),
  send,
  signal,
  fetchProfile,
  inspect,
};
