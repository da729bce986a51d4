import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";

export interface Health {
  status: "ok" | "unavailable";
  parts: {
    database: { status: "ok" | "unavailable" };
    /** Deliveries that are kept and not yet opened, and for how long the oldest has waited. */
    deliveries: { waiting: number | null; oldestInSeconds: number | null };
    outbox: { waiting: number | null };
    /** Deliveries refused for a wrong or missing signature, ever. */
    signaturesRefused: number | null;
  };
  checkedAt: string;
}

/** Whether this process can serve, part by part. */
export async function checkHealth(): Promise<Health> {
  const checkedAt = clock.now().toISOString();
  try {
    const { rows } = await db.execute<Record<"waiting" | "oldest" | "outbox" | "refused", string | null>>(sql`
      select
        (select count(*) from deliveries where opened_at is null) as waiting,
        (select extract(epoch from now() - min(received_at)) from deliveries where opened_at is null) as oldest,
        (select count(*) from messages where status in ('queued', 'sending')) as outbox,
        (select count from tallies where name = 'facebook.signature_refused') as refused`);
    const [row] = rows;
    const number = (text: string | null | undefined) =>
      text === null || text === undefined ? null : Number(text);
    return {
      status: "ok",
      parts: {
        database: { status: "ok" },
        deliveries: { waiting: number(row?.waiting), oldestInSeconds: number(row?.oldest) },
        outbox: { waiting: number(row?.outbox) },
        signaturesRefused: number(row?.refused) ?? 0,
      },
      checkedAt,
    };
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return {
      status: "unavailable",
      parts: {
        database: { status: "unavailable" },
        deliveries: { waiting: null, oldestInSeconds: null },
        outbox: { waiting: null },
        signaturesRefused: null,
      },
      checkedAt,
    };
  }
}
