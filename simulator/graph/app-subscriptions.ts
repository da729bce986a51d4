import { verifyCallback } from "../webhooks/callbacks";
import type { App } from "../world/entities";
import { appOf, authenticate, checkRate } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, GraphError, notVisible } from "./graph-error";

/** `POST /{app-id}/subscriptions`: makes the handshake at once, and keeps the address only if it succeeds (reference 3.1). */
export async function subscribeApp(call: GraphCall): Promise<GraphAnswer> {
  const app = ownApp(call);
  const callbackUrl = call.text("callback_url") ?? "";
  const verifyToken = call.text("verify_token") ?? "";
  if (call.text("object") !== "page") throw badParameter("Param object must be page");
  if (!/^https?:\/\//.test(callbackUrl)) throw badParameter("Param callback_url must be an address");
  checkRate(call);

  const verification = await verifyCallback(callbackUrl, verifyToken);
  if (!verification.verified)
    throw new GraphError({
      code: 2200,
      message: `(#2200) Callback verification failed with the following errors: HTTP Status Code = ${verification.status}`,
    });
  const callbackFields = call.list("fields")?.filter((field) => field !== "") ?? [];
  Object.assign(app, { callbackUrl, verifyToken, verification, callbackActive: true, callbackFields });
  call.platform.world.changed();
  return { body: { success: true } };
}

/** `GET /{app-id}/subscriptions`. */
export function listAppSubscriptions(call: GraphCall): GraphAnswer {
  const app = ownApp(call);
  checkRate(call);
  const data = app.callbackUrl
    ? [
        {
          object: "page",
          callback_url: app.callbackUrl,
          // A data file from before knew neither.
          active: app.callbackActive ?? true,
          fields: (app.callbackFields ?? []).map((name) => ({ name, version: call.version })),
        },
      ]
    : [];
  return { body: { data } };
}

function ownApp(call: GraphCall): App {
  const token = authenticate(call);
  const id = call.path[0] ?? "";
  if (token.kind !== "APP" || token.appId !== id) throw notVisible(id, call.method);
  return appOf(call, token);
}
