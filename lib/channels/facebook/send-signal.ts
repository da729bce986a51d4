import type { Channel } from "@/lib/channels/channel";
import { callGraph, graphPath } from "./graph";

const actions = { typing: "typing_on", stopped_typing: "typing_off", seen: "mark_seen" } as const;

/** Best effort: a sign that comes late says something wrong, so it is neither repeated nor waited for. */
export const signal: Channel["signal"] = async (credentials, contactExternalId, kind) => {
  await callGraph({
    method: "POST",
    path: graphPath(credentials.channelExternalId, "messages"),
    body: { recipient: { id: contactExternalId }, sender_action: actions[kind] },
    accessToken: credentials.accessToken,
    appSecret: credentials.appSecret,
    timeoutMs: 5_000,
  });
};
