import { messagesQuery } from "@/components/conversation/queries";
import type { Thread } from "@/components/conversation/thread-state";
import type { ConversationList } from "@/components/inbox/conversation-list-state";
import { conversationsQuery } from "@/components/inbox/queries";
import type { Desk } from "../actors/desk";
import type { Plant, Soil } from "./plant";

/** Defects on one agent's screen. */
export const screenPlants: Plant[] = [
  {
    name: "event_swallowed",
    what: "one live event never reaches one agent's screen",
    async plant(soil) {
      const desk = deskWithThread(soil);
      const person = await personIn(soil, desk.opened!.id);
      const text = `${person.name} says what ${desk.me.name} will not see.`;
      const gone = new Promise<string>((resolve) => {
        desk.swallow((event) => {
          if (event.type !== "message" || event.message.text !== text) return false;
          resolve(event.message.id);
          return true;
        });
      });
      await soil.customers.writeAlone(person, text);
      return [{ kind: "screen_message_missing", words: await gone }];
    },
  },
  {
    name: "row_altered",
    what: "one row that an agent's screen keeps is altered",
    async plant({ desks }) {
      for (const desk of desks) {
        const { queryKey } = conversationsQuery(desk.filters);
        const row = desk.cache.getQueryData<ConversationList>(queryKey)?.conversations[0];
        if (!row) continue;
        desk.cache.setQueryData<ConversationList>(queryKey, (list) => ({
          ...list!,
          conversations: [{ ...row, unreadCount: row.unreadCount + 1 }, ...list!.conversations.slice(1)],
        }));
        return [{ kind: "screen_row", words: row.id }];
      }
      throw new Error("No screen shows a row. Let the run be longer.");
    },
  },
];

function deskWithThread({ desks }: Soil): Desk {
  const desk = desks.find(({ opened, cache }) => {
    const thread = opened && cache.getQueryData<Thread>(messagesQuery(opened.id).queryKey);
    return opened?.status === "open" && (thread?.messages.length ?? 0) > 0;
  });
  if (!desk) throw new Error("Nobody has a conversation open. Let the run be longer.");
  return desk;
}

async function personIn({ stage }: Soil, conversationId: string) {
  const [found] = await stage.postgres.query<{ psid: string }>(
    `select i.external_id as psid from conversations c join contact_identities i on i.id = c.identity_id where c.id = $1`,
    [conversationId],
  );
  return stage.world.people.find(({ psid }) => psid === found?.psid)!;
}
