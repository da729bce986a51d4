import { timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { platformApps } from "@/db/schema/channels";
import { hasValidSignature } from "@/lib/channels/facebook/signature";
import { decrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { errorResponse } from "@/lib/http";
import { keepDelivery } from "./keep-delivery";
import { tally } from "./tally";

/** Larger than anything the platform sends in one delivery (1,000 updates), small enough to hold in memory. */
export const MAX_DELIVERY_BYTES = 16_000_000;

/** What receiving reads of a Request: lower-case header names, and the bytes. */
export interface DeliveryRequest {
  headers: Pick<Headers, "get">;
  arrayBuffer(): Promise<ArrayBuffer>;
}

interface App {
  id: string;
  secret: string;
  verifyToken: string | undefined;
}

/**
 * The platform's door: the same two functions stand behind the route handlers and are called by server.ts before Next
 * sees the request. They hold no state but the database pool.
 *
 * @param appId an app that an admin brought along; without it, the installation's own.
 */
export async function verifyFacebookCallback(request: Request, appId?: string): Promise<Response> {
  return answering(async () => {
    const query = new URL(request.url).searchParams;
    const app = await findApp(appId);
    const challenge = query.get("hub.challenge") ?? "";
    const isAsked =
      query.get("hub.mode") === "subscribe" && equals(query.get("hub.verify_token"), app?.verifyToken);
    if (!app || !isAsked)
      return refusal("forbidden", "The verify token is not the one that this installation expects.");

    if (appId) await markVerified(appId);
    return new Response(challenge, { headers: { "content-type": "text/plain; charset=utf-8" } });
  });
}

/**
 * Keeps a delivery: the signature over the raw bytes first (wrong or missing: 401 and nothing but a count), then the
 * bytes, then the 200. What is in them is looked at later.
 */
export async function receiveFacebookDelivery(request: DeliveryRequest, appId?: string): Promise<Response> {
  return answering(async () => {
    const declared = Number(request.headers.get("content-length") ?? 0);
    if (declared > MAX_DELIVERY_BYTES)
      return refusal("too_large", "This delivery is larger than any the platform sends.");

    const body = Buffer.from(await request.arrayBuffer());
    const app = await findApp(appId);
    if (!app || !hasValidSignature(body, request.headers.get("x-hub-signature-256"), app.secret)) {
      tally("facebook.signature_refused");
      return refusal("signed_out", "The signature is missing or wrong.");
    }
    if (body.length > MAX_DELIVERY_BYTES)
      return refusal("too_large", "This delivery is larger than any the platform sends.");

    await keepDelivery({ kind: "facebook", appId: app.id, body });
    return new Response("EVENT_RECEIVED", { headers: { "content-type": "text/plain; charset=utf-8" } });
  });
}

async function findApp(appId: string | undefined): Promise<App | null> {
  const own = env.FACEBOOK_APP_ID;
  if (!appId || appId === own) {
    if (!env.FACEBOOK_APP_SECRET) return null;
    return { id: own ?? "", secret: env.FACEBOOK_APP_SECRET, verifyToken: env.FACEBOOK_VERIFY_TOKEN };
  }
  const [brought] = await db.select().from(platformApps).where(eq(platformApps.id, appId));
  return brought
    ? { id: brought.id, secret: decrypt(brought.secretEncrypted), verifyToken: brought.verifyToken }
    : null;
}

async function markVerified(appId: string) {
  await db.update(platformApps).set({ verifiedAt: new Date() }).where(eq(platformApps.id, appId));
}

async function answering(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    return errorResponse(error);
  }
}

function refusal(code: "forbidden" | "signed_out" | "too_large", message: string) {
  return errorResponse(new AppError(code, message));
}

function equals(given: string | null, expected: string | undefined) {
  if (!given || !expected) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
