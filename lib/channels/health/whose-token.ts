import { createHash } from "node:crypto";

interface Owner {
  channelId: string;
  channelExternalId: string;
}

const owners = new Map<string, Owner>();
const MOST = 10_000;

/**
 * Remembers whose access a token is, by its hash and in memory only: so every call to the platform knows its channel
 * without having to be told, and none can be forgotten.
 */
export function rememberToken(accessToken: string, owner: Owner) {
  if (owners.size >= MOST) owners.clear();
  owners.set(hash(accessToken), owner);
}

export function ownerOfToken(accessToken: string | undefined): Owner | undefined {
  return accessToken === undefined ? undefined : owners.get(hash(accessToken));
}

const hash = (token: string) => createHash("sha256").update(token).digest("base64url");
