import { randomInt } from "node:crypto";
import type { App } from "../world/entities";
import { post } from "./post";
import { signedRequest } from "./webhook-bytes";

const DEADLINE_MS = 5_000;

export interface Verification {
  verified: boolean;
  /** 0 = the address did not answer. */
  status: number;
}

/** The GET handshake: the address must give back the challenge (reference 3.1). */
export async function verifyCallback(url: string, verifyToken: string): Promise<Verification> {
  const challenge = String(randomInt(1_000_000_000));
  const address = new URL(url);
  address.searchParams.set("hub.mode", "subscribe");
  address.searchParams.set("hub.challenge", challenge);
  address.searchParams.set("hub.verify_token", verifyToken);
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS), redirect: "manual" });
    const text = await answer.text();
    return { verified: answer.status === 200 && text.trim() === challenge, status: answer.status };
  } catch {
    return { verified: false, status: 0 };
  }
}

/** Tells an app that somebody removed it (reference 1.9). */
export async function sendDeauthorization(app: App, userId: string, nowMs: number): Promise<void> {
  if (!app.deauthorizeUrl) return;
  const issuedAt = Math.floor(nowMs / 1_000);
  const request = signedRequest(app.secret, {
    algorithm: "HMAC-SHA256",
    issued_at: issuedAt,
    user_id: userId,
  });
  await post(app.deauthorizeUrl, new URLSearchParams({ signed_request: request }).toString(), {
    "Content-Type": "application/x-www-form-urlencoded",
  });
}
