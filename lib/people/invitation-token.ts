import { createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

export const INVITATION_DAYS = 7;

/** The token stands in the link and nowhere else; we keep its hash. */
export function newInvitationToken() {
  const token = randomBytes(32).toString("base64url");
  return { tokenHash: hashInvitationToken(token), invitationUrl: `${env.APP_URL}/invite/${token}` };
}

export function hashInvitationToken(token: string) {
  return createHash("sha256").update(token).digest("hex");
}
