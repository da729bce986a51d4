import { createHmac } from "node:crypto";
import { pageToken } from "../stage/world";
import type { Plant, Soil } from "./plant";

/** Defects on the way between the platform and the product. */
export const travelPlants: Plant[] = [
  {
    name: "delivery_swallowed",
    what: "one delivery is answered with 200 on its way, and never arrives",
    async plant({ stage, hook, customers, random }) {
      const person = random.pick(stage.world.people);
      const text = `${person.name} says what nobody will ever hear.`;
      const swallowed = new Promise<void>((resolve) => {
        const stop = hook.add("swallowed", ({ body }) => {
          if (!body.includes(text)) return null;
          resolve();
          setImmediate(() => stop());
          return { kind: "answer", status: 200, body: "" };
        });
      });
      const mid = await customers.writeAlone(person, text);
      await swallowed;
      return [{ kind: "message_missing", words: mid }];
    },
  },
  {
    name: "send_doubled",
    what: "an agent's answer goes straight to the platform a second time",
    async plant(soil) {
      const { text, psid, pageId } = await findAnswer(soil);
      const { stage } = soil;
      const token = await pageToken(stage.control, stage.world, pageId);
      const proof = createHmac("sha256", stage.world.app.secret).update(token).digest("hex");
      const response = await fetch(`${stage.control.url}/v26.0/${pageId}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          access_token: token,
          appsecret_proof: proof,
          recipient: { id: psid },
          messaging_type: "RESPONSE",
          message: { text },
        }),
      });
      if (!response.ok) throw new Error(`The second copy was refused: ${await response.text()}`);
      return [{ kind: "answer_twice", words: text }];
    },
  },
];

async function findAnswer({ stage }: Soil) {
  const [answer] = await stage.postgres.query<{ text: string; psid: string; pageId: string }>(
    `select m.text, i.external_id as psid, channels.external_id as "pageId"
     from messages m
     join conversations c on c.id = m.conversation_id
     join contact_identities i on i.id = c.identity_id
     join channels on channels.id = m.channel_id
     where m.author_kind = 'agent' and m.visibility = 'private' and m.status in ('sent', 'delivered', 'read')
     order by m.sequence limit 1`,
  );
  if (!answer) throw new Error("No agent has answered yet. Let the run be longer.");
  return answer;
}
