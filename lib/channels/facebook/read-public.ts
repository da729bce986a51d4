import { z } from "zod";
import type { PublicReading, PublicSide } from "@/lib/channels/public-side";
import { clock } from "@/lib/clock";
import { callGraph, type GraphCall, graphPath } from "./graph";
import { isGone } from "./graph-error";
import { publicPressureOf, wordsOf } from "./pressure";
import { commentFields, type Place, postFields, readNode } from "./public-node";
import { refusedToShow } from "./unread-history";

const listSchema = z.object({ data: z.array(z.unknown()) });

/** One post or comment as the Page's token sees it. Ratings have no address of their own. Meta, Graph API v26.0. */
export const readPublic: PublicSide["read"] = (credentials, { kind, externalId, postExternalId }) => {
  const place = { channelExternalId: credentials.channelExternalId, postExternalId, at: clock.now() };
  const fields = kind === "comment" ? commentFields : postFields;
  return ask({ ...credentials, path: graphPath(externalId), query: { fields } }, (body) =>
    readNode(body, { ...place, kind }),
  );
};

/** The newest comments, also the answers to comments: `filter=stream` flattens the tree. */
export const readComments: PublicSide["readComments"] = (credentials, postExternalId, { limit }) => {
  const { channelExternalId } = credentials;
  const place: Place = { channelExternalId, postExternalId, at: clock.now(), kind: "comment" };
  const query = { fields: commentFields, filter: "stream", order: "reverse_chronological", limit };
  return ask({ ...credentials, path: graphPath(postExternalId, "comments"), query }, (body) => {
    const list = listSchema.safeParse(body);
    // One odd comment must not hide the others.
    return list.success ? list.data.data.flatMap((element) => readNode(element, place) ?? []) : null;
  });
};

async function ask(
  { path, query, accessToken, appSecret }: Pick<GraphCall, "path" | "query" | "accessToken" | "appSecret">,
  read: (body: unknown) => Extract<PublicReading, { outcome: "read" }>["events"] | null,
): Promise<PublicReading> {
  const result = await callGraph({ method: "GET", path, ...(query && { query }), accessToken, appSecret });
  if (result.outcome === "unknown")
    return { outcome: "unreadable", reason: "unreachable", detail: result.detail };

  if (result.outcome === "refused") {
    const { error, usage } = result;
    if (isGone(error)) return { outcome: "gone", detail: wordsOf(error) };
    const { reason, detail } = refusedToShow(error);
    // Not being allowed to read says nothing about being allowed to write.
    const pressure = reason === "platform_busy" ? publicPressureOf(usage, error) : undefined;
    return { outcome: "unreadable", reason, detail, pressure };
  }
  const events = read(result.body);
  const detail = "The platform answered in a form that can't be read.";
  return events
    ? { outcome: "read", events, pressure: publicPressureOf(result.usage) }
    : { outcome: "unreadable", reason: "unreachable", detail };
}
