import { Connection, postRequest } from "../load/connection";
import { until } from "./database";
import type { Stage } from "./start-stage";
import { DIRECT_DOOR } from "./workspace";

export interface WrittenThread {
  conversationId: string;
  /** Stands in the thread, near its end, and nowhere else on the page. */
  marker: string;
}

const LAST_LINE = "Line 19";
/** The measure of one large delivery dates its messages one millisecond apart, up to this far ahead. */
const AFTER_OTHERS_MS = 1_000;

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
        deliveryOf(texts, () => number, Date.now() + AFTER_OTHERS_MS),
      ),
    );
  }
  connection.close();
  await until(async () => (await all.database.count("messages")) === before + count * 20);
  await all.database.becomesSettled();
  return listThreads(all, count);
}

/** Among them may stand people of whom another measure has told. */
async function listThreads({ origin, cookie }: Stage["all"], count: number): Promise<WrittenThread[]> {
  const threads: WrittenThread[] = [];
  for (let cursor: string | null = ""; cursor !== null && threads.length < count; ) {
    const response = await fetch(`${origin}/api/conversations?view=all&limit=100&cursor=${cursor}`, {
      headers: { cookie },
    });
    const page = (await response.json()) as ConversationPage;
    const ours = page.conversations.filter(({ lastMessage }) => lastMessage.text.startsWith(LAST_LINE));
    threads.push(...ours.map(threadOf));
    cursor = page.nextCursor;
  }
  return threads.slice(0, count);
}

interface ConversationPage {
  conversations: { id: string; lastMessage: { text: string } }[];
  nextCursor: string | null;
}

function threadOf({ id, lastMessage }: ConversationPage["conversations"][number]): WrittenThread {
  return { conversationId: id, marker: lastMessage.text.replace(LAST_LINE, "Line 18") };
}
