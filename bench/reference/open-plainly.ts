import type { Client } from "pg";

/** What a reader of deliveries needs at the very least: a place for the thread and one for the message. */
export async function createPlainTables(client: Client) {
  await client.query(`
    create table plain_conversations (
      sender text primary key, last_text text, last_at timestamptz, unread int not null default 1
    );
    create table plain_messages (
      id bigint generated always as identity primary key,
      sender text not null references plain_conversations, mid text unique not null,
      body text, sent_at timestamptz not null
    )`);
}

interface Delivery {
  entry: {
    messaging: { sender: { id: string }; timestamp: number; message: { mid: string; text: string } }[];
  }[];
}

const UPSERT = {
  name: "upsert",
  text: `insert into plain_conversations (sender, last_text, last_at) values ($1, $2, $3)
    on conflict (sender) do update set
      last_text = excluded.last_text, last_at = excluded.last_at, unread = plain_conversations.unread + 1`,
};
const INSERT = {
  name: "insert",
  text: `insert into plain_messages (sender, mid, body, sent_at) values ($1, $2, $3, $4)
    on conflict (mid) do nothing`,
};

/** Two statements for each event, a hundred deliveries to a transaction, no rule of any kind. */
export async function openPlainly(client: Client) {
  for (;;) {
    await client.query("begin");
    const { rows } = await client.query<{ id: string; body: Buffer }>(
      "select id, body from deliveries where opened_at is null order by id limit 100",
    );
    for (const { body } of rows) await storeEvents(client, JSON.parse(body.toString()));
    await client.query("update deliveries set opened_at = now() where id = any($1)", [
      rows.map(({ id }) => id),
    ]);
    await client.query("commit");
    if (rows.length === 0) return;
  }
}

async function storeEvents(client: Client, { entry }: Delivery) {
  for (const { sender, timestamp, message } of entry.flatMap(({ messaging }) => messaging)) {
    const at = new Date(timestamp);
    await client.query({ ...UPSERT, values: [sender.id, message.text, at] });
    await client.query({ ...INSERT, values: [sender.id, message.mid, message.text, at] });
  }
}
