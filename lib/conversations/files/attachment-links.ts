import { createHash, randomBytes } from "node:crypto";
import { and, eq, getTableColumns, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { attachmentLinks, attachments, messages } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { AttachmentRow } from "./present-attachment";

/** How long a contact may fetch what went out as a link. */
export const LINK_DAYS = 30;

/**
 * An address at which anybody who has it may fetch a file until it expires or is revoked. We keep its hash; the
 * address itself stands in the message alone. An earlier one of the same file stops working.
 */
export async function createLink(tx: Tx, agent: Agent, file: Pick<AttachmentRow, "id" | "name">) {
  const token = randomBytes(32).toString("base64url");
  await tx.delete(attachmentLinks).where(eq(attachmentLinks.attachmentId, file.id));
  await tx.insert(attachmentLinks).values({
    tokenHash: hashOf(token),
    attachmentId: file.id,
    expiresAt: new Date(clock.now().getTime() + LINK_DAYS * 86_400_000),
    createdById: agent.id,
    createdAt: clock.now(),
  });
  return `${env.APP_URL}/api/links/${token}/${encodeURIComponent(file.name ?? "file")}`;
}

/**
 * The file behind a link.
 *
 * @throws AppError `gone` when the link has expired, was revoked, or never existed: nobody learns which.
 */
export async function findLinkedFile(token: string): Promise<AttachmentRow> {
  const [found] = await db
    .select({ ...getTableColumns(attachments), expiresAt: attachmentLinks.expiresAt })
    .from(attachmentLinks)
    .innerJoin(attachments, eq(attachments.id, attachmentLinks.attachmentId))
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(
      and(
        eq(attachmentLinks.tokenHash, hashOf(token)),
        isNull(attachmentLinks.revokedAt),
        isNull(messages.deletedAt),
      ),
    );
  if (!found || found.expiresAt <= clock.now())
    throw new AppError("gone", "This link does not work any more.");

  return found;
}

function hashOf(token: string) {
  return createHash("sha256").update(token).digest("hex");
}
