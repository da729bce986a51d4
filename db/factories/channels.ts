import { randomInt } from "node:crypto";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { encrypt } from "@/lib/encryption";

type NewChannel = Partial<typeof channels.$inferInsert> & { accessToken?: string };

/** A connected and subscribed Page; Harbor Coffee unless named. */
export async function createChannel({ accessToken = "token-of-harbor-coffee", ...given }: NewChannel = {}) {
  const [channel] = await db
    .insert(channels)
    .values({
      kind: "facebook",
      externalId: `1040${randomInt(10 ** 11, 10 ** 12)}`,
      name: "Harbor Coffee",
      accessTokenEncrypted: encrypt(accessToken),
      subscribedFields: neededFields({ public: given.isPublic ?? false }),
      ...given,
    })
    .returning();
  return channel!;
}
