import { Connection, postRequest } from "../load/connection";
import { until } from "./database";
import type { Stage } from "./start-stage";
import { DIRECT_DOOR } from "./workspace";

export interface WrittenThread {
  conversationId: string;
  /** Stands in the thread, near its end, and nowhere else on the page. */
  marker: string;
}

/** Lets so many people write twenty messages each. @returns their conversations as the list shows them, newest first. */
export async function writeThreads({ all, deliveryOf }: Stage, count: number): Promise<WrittenThread[]> {
  const before = await all.database.count("messages");
  const connection = await Connection.open(all.port);
  for (let number = 0; number < count; number += 1) {
    const texts = Array.from(
      { length: 20 },
      (_, index) => `Line ${index} of thread ${number}, as it was told.`,
    );
    await connection.send(
      postRequest(
        DIRECT_DOOR,
        deliveryOf(texts, () => number),
      ),
    );
  }
  connection.close();
  await until(async () => (await all.database.count("messages")) === before + count * 20);
  await all.database.becomesSettled();
  return listThreads(all, count);
}

async function listThreads({ origin, cookie }: Stage["all"], count: number): Promise<WrittenThread[]> {
  const response = await fetch(`${origin}/api/conversations?view=all&limit=${count}`, {
    headers: { cookie },
  });
  const { conversations } = (await response.json()) as {
    conversations: { id: string; lastMessage: { text: string } }[];
  };
  return conversations.map(({ id, lastMessage }) => ({
    conversationId: id,
    marker: lastMessage.text.replace("Line 19", "Line 18"),
  }));
}
