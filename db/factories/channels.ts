import { randomInt } from "node:crypto";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { encrypt } from "@/lib/encryption";
import { createUser } from "./people";

/** A connected and subscribed Page; Harbor Coffee unless named. */
export async function createChannel(given: Partial<typeof channels.$inferInsert> = {}) {
  const outside = await createUser({ name: "Outside Pagedesk", role: "external" });
  const [channel] = await db
    .insert(channels)
    .values({
      kind: "facebook",
      externalId: String(randomInt(10 ** 12)),
      name: "Harbor Coffee",
      accessTokenEncrypted: encrypt("EAAtestPageToken"),
      subscribedFields: ["messages"],
      externalUserId: outside.id,
      ...given,
    })
    .returning();
  return channel!;
}
