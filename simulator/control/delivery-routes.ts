import { createHmac } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import type { Call, Platform } from "../platform";
import type { Delivery } from "../webhooks/delivery";
import { post } from "../webhooks/post";
import { signatureHeaders, webhookBytes } from "../webhooks/webhook-bytes";
import { ControlError } from "./control-error";
import { appById } from "./lookups";
import { patternOf } from "./pattern";
import { readBody } from "./read-body";

const releaseSchema = z.object({ order: z.enum(["sent", "reverse", "shuffled"]).default("sent") });
const idleSchema = z.object({ timeoutMs: z.number().int().positive().default(10_000) });
const ownSchema = z.object({
  appId: z.string(),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]),
  signature: z.enum(["valid", "wrong", "none"]).default("valid"),
  headers: z.record(z.string(), z.string()).default({}),
});

/** Deliveries to the apps, and the log of what the apps called. */
export function addDeliveryRoutes(control: Hono, platform: Platform): void {
  const { deliveries, publisher, calls } = platform;

  control.get("/deliveries", (c) =>
    c.json({ deliveries: deliveries.list(limitOf(c.req.query("limit"))).map(view) }),
  );

  control.post("/deliveries", async (c) => {
    const { appId, body, signature, headers } = await readBody(c, ownSchema);
    const app = appById(platform, appId);
    if (!app.callbackUrl) throw new ControlError(`The app ${appId} has no callbackUrl.`);
    const bytes = typeof body === "string" ? body : webhookBytes(body);
    const answer = await post(app.callbackUrl, bytes, {
      "Content-Type": "application/json",
      ...signatures(signature, app.secret, bytes),
      ...headers,
    });
    return c.json({ status: answer.status, body: answer.body });
  });

  control.post("/deliveries/release", async (c) => {
    const { order } = await readBody(c, releaseSchema);
    publisher.flush();
    return c.json(await deliveries.release(order));
  });

  control.post("/deliveries/retry", (c) => c.json({ retried: deliveries.retryNow() }));

  control.get("/deliveries/tally", (c) => c.json(deliveries.tally));

  control.post("/deliveries/idle", async (c) => {
    const { timeoutMs } = await readBody(c, idleSchema);
    publisher.flush();
    return c.json({ idle: await deliveries.idle(timeoutMs) });
  });

  control.get("/calls", (c) => {
    const pattern = patternOf(c.req.query("path"));
    const fits = ({ path }: Call) => pattern.test(path);
    return c.json({ calls: calls.list(limitOf(c.req.query("limit")), fits) });
  });
}

function view({ id, appId, pageId, attempts, state, bytes }: Delivery): object {
  return {
    id,
    appId,
    pageId,
    attempts: attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() })),
    state,
    body: JSON.parse(bytes) as unknown,
    bytes,
  };
}

function signatures(kind: "valid" | "wrong" | "none", secret: string, bytes: string): Record<string, string> {
  if (kind === "none") return {};
  if (kind === "valid") return signatureHeaders(secret, bytes);
  return signatureHeaders(createHmac("sha256", secret).update("wrong").digest("hex"), bytes);
}

function limitOf(given: string | undefined): number {
  const limit = Number(given ?? 100);
  if (!(limit > 0)) throw new ControlError("limit must be a number above 0.");
  return limit;
}
