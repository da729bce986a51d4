import type { Page } from "../world/entities";
import { hasPermission } from "../world/tokens";
import { WEBHOOK_FIELDS } from "../world/webhook-fields";
import { authenticate, checkRate, pageOf, requirePermission, requireTask } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, GraphError } from "./graph-error";

/** `POST /{page-id}/subscribed_apps`: all fields or none; the list replaces the former one (reference 2). */
export function subscribe(call: GraphCall): GraphAnswer {
  const page = subscribingPage(call);
  const fields = call.list("subscribed_fields")?.filter((field) => field !== "");
  if (!fields?.length) throw badParameter("The parameter subscribed_fields is required.");
  for (const [index, field] of fields.entries()) checkKnown(field, index);
  for (const field of fields) checkPermitted(call, field);
  checkRate(call);

  page.subscriptions[call.token!.appId] = [...new Set(fields)];
  call.platform.world.changed();
  return { body: { success: true } };
}

/** `GET`: every app on the Page with its fields; an empty list when none is installed. */
export function listSubscribed(call: GraphCall): GraphAnswer {
  const page = subscribingPage(call);
  checkRate(call);
  const data = Object.entries(page.subscriptions).map(([id, fields]) => ({
    category: "Business",
    link: `https://www.facebook.com/games/?app_id=${id}`,
    name: call.platform.world.apps.get(id)?.name ?? "Another app",
    id,
    subscribed_fields: fields,
  }));
  return { body: { data } };
}

/** `DELETE`: takes this app off the Page, and no other. */
export function unsubscribe(call: GraphCall): GraphAnswer {
  const page = subscribingPage(call);
  checkRate(call);
  delete page.subscriptions[call.token!.appId];
  call.platform.world.changed();
  return { body: { success: true } };
}

function subscribingPage(call: GraphCall): Page {
  authenticate(call);
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_manage_metadata");
  const page = pageOf(call, call.path[0] ?? "");
  requireTask(call, "MODERATE", "MANAGE");
  return page;
}

function checkKnown(field: string, index: number): void {
  if (WEBHOOK_FIELDS.has(field)) return;
  const known = [...WEBHOOK_FIELDS.keys()].join(", ");
  throw badParameter(`Param subscribed_fields[${index}] must be one of {${known}} - got "${field}".`);
}

function checkPermitted(call: GraphCall, field: string): void {
  for (const permission of WEBHOOK_FIELDS.get(field) ?? [])
    if (!hasPermission(call.platform.world, call.token!, permission))
      throw new GraphError({
        code: 200,
        message: `(#200) To subscribe to the ${field} field, one of these permissions is needed: ${permission}.`,
      });
}
