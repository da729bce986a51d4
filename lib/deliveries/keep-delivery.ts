import { setTimeout as pause } from "node:timers/promises";
import { pool } from "@/db/client";
import { log } from "@/lib/log";
import { coalesce } from "./coalesce";

export interface KeptDelivery {
  kind: "facebook" | "x";
  appId: string;
  body: Buffer;
}

type Entry = KeptDelivery & { bytes: number };

const INSERT = {
  name: "keep-deliveries",
  text: `insert into deliveries (kind, app_id, body)
    select * from unnest($1::channel_kind[], $2::text[], $3::bytea[])`,
};

const keepTogether = coalesce<Entry>(
  async (entries) => {
    const values = [entries.map((e) => e.kind), entries.map((e) => e.appId), entries.map((e) => e.body)];
    await pool.query({ ...INSERT, values });
    wakeOpener();
  },
  { lanes: 2, most: 200, mostBytes: 4_000_000 },
);

/** Resolves when the bytes are durable. Deliveries that wait at the same time share one INSERT. */
export async function keepDelivery(delivery: KeptDelivery): Promise<void> {
  await keepTogether({ ...delivery, bytes: delivery.body.length });
}

const WAKE = {
  name: "wake-opener",
  // The hint has a commit of its own. Lost in a crash it is not missed, so it need not wait for the disk.
  text: "select set_config('synchronous_commit', 'off', true), pg_notify('deliveries', '')",
};
/** While deliveries stream in, the opener is awake anyway. */
const PAUSE_BETWEEN_HINTS_IN_MS = 10;

let waking = false;
let wakeAgain = false;

/**
 * A hint, sent after the commit and never waited for: NOTIFY takes a lock of the whole database at commit, which the
 * 200 must not queue behind. At most one is under way.
 */
function wakeOpener() {
  if (waking) {
    wakeAgain = true;
    return;
  }
  waking = true;
  wakeAgain = false;
  Promise.all([sendHint(), pause(PAUSE_BETWEEN_HINTS_IN_MS)]).then(() => {
    waking = false;
    if (wakeAgain) wakeOpener();
  });
}

async function sendHint() {
  try {
    await pool.query(WAKE);
  } catch (error) {
    log.warn({ err: error }, "the opener could not be woken; it looks by itself every second");
  }
}
