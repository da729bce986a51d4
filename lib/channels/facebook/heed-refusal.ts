import { noteRefusal } from "@/lib/channels/health/note-refusal";
import { ownerOfToken } from "@/lib/channels/health/whose-token";
import { log } from "@/lib/log";
import type { GraphCall } from "./graph";
import type { GraphError } from "./graph-error";

/**
 * Refusals that speak of the channel rather than of one message or one person; by code and subcode, `null` = without
 * one, `any` = whatever comes with it. Source: Meta, Messenger Platform error codes, page of 2026-06-25.
 */
const ofTheChannel: [code: number, subcode: number | null | "any"][] = [
  [3, "any"],
  [10, null],
  [10, 1893063],
  [10, 1404170],
  [102, "any"],
  [190, "any"],
  [200, null],
  [200, 2018028],
  [210, "any"],
  [368, "any"],
  [2022, "any"],
];

/** Whether a refusal means that the channel wants a check-up. A person's profile is often withheld: that is theirs. */
export function speaksOfChannel(
  { code, subcode }: Pick<GraphError, "code" | "subcode">,
  path: string,
  channelExternalId: string,
): boolean {
  // A field that is refused says nothing of sending: the subscription keeps it itself.
  if (path.endsWith("/subscribed_apps") && code !== 190 && code !== 102) return false;
  const ofThePage = path.startsWith(`/${channelExternalId}`) || path.startsWith("/me");
  if (code === 100 && subcode === 33) return ofThePage;
  if (code === 10 && subcode === null && !ofThePage) return false;
  return ofTheChannel.some(([known, wanted]) => known === code && (wanted === "any" || wanted === subcode));
}

/** Posts and comments have two numbers: `{page}_{post}`, `{post}_{comment}`. */
export const isPublicContent = (path: string) => /^\/\d+_\d+(\/|$)/.test(path);

/** The one place where a refusal of any call becomes a check-up of its channel. Best effort: the call itself goes on. */
export function heedRefusal(call: Pick<GraphCall, "accessToken" | "path" | "checkUp">, error: GraphError) {
  const owner = call.checkUp ? undefined : ownerOfToken(call.accessToken);
  if (!owner || !speaksOfChannel(error, call.path, owner.channelExternalId)) return;

  const { code, subcode, message } = error;
  const refusal = { code, subcode, message, public: isPublicContent(call.path) };
  noteRefusal(owner.channelId, refusal).catch((cause: unknown) => {
    log.warn({ err: cause, channelId: owner.channelId }, "a check-up could not be asked for");
  });
}
