import type { FailureReason } from "@/lib/channels/channel";
import type { Moderation, ModerationAction, PublicSide } from "@/lib/channels/public-side";
import { judgeGraphError } from "./errors";
import { callGraph, type GraphCall, graphPath } from "./graph";
import { type GraphError, isGone } from "./graph-error";
import { publicPressureOf, wordsOf } from "./pressure";

/**
 * Likes, hides or deletes as the Page: the token is the Page's own, so no agent's account is anywhere in it. Meta,
 * Comment and Page Post reference, v26.0.
 */
export const moderate: PublicSide["moderate"] = async (
  { accessToken, appSecret },
  externalId,
  action,
): Promise<Moderation> => {
  const result = await callGraph({ ...callOf(externalId, action), accessToken, appSecret });
  if (result.outcome === "unknown")
    return result.mayHaveArrived
      ? { outcome: "unknown", detail: result.detail }
      : { outcome: "busy", reason: "unreachable", detail: result.detail };
  if (result.outcome === "ok") return { outcome: "done", pressure: publicPressureOf(result.usage) };

  // A block of one action is not one of answering.
  const pressure = result.error.code === BLOCKED ? undefined : publicPressureOf(result.usage, result.error);
  return { ...refusalOf(result.error), pressure };
};

/** The platform's word for what it takes for abuse. */
const BLOCKED = 368;

function callOf(externalId: string, action: ModerationAction): Pick<GraphCall, "method" | "path" | "query"> {
  switch (action) {
    case "like":
      return { method: "POST", path: graphPath(externalId, "likes") };
    case "unlike":
      return { method: "DELETE", path: graphPath(externalId, "likes") };
    case "hide":
    case "unhide":
      return { method: "POST", path: graphPath(externalId), query: { is_hidden: action === "hide" } };
    case "delete":
      return { method: "DELETE", path: graphPath(externalId) };
    default:
      return action satisfies never;
  }
}

function refusalOf(error: GraphError): Moderation {
  const { verdict, meaning } = judgeGraphError(error);
  const detail = `${meaning}. ${wordsOf(error)}`;
  if (isGone(error)) return { outcome: "gone", detail };
  if (verdict === "busy") return { outcome: "busy", reason: "platform_busy", detail };
  if (verdict === "unknown") return { outcome: "unknown", detail };
  return { outcome: "refused", reason: verdict satisfies FailureReason, detail };
}
