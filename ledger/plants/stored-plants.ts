import type { Plant, Soil } from "./plant";

interface Row {
  id: string;
  mid: string;
  sent_at: Date;
}

/** Defects in what is stored, in threads that nobody has open, and not in their last message. */
export const storedPlants: Plant[] = [
  {
    name: "row_deleted",
    what: "one row of messages is deleted",
    async plant(soil) {
      const [row] = await neighbours(soil, 0);
      await soil.stage.postgres.query("delete from messages where id = $1", [row!.id]);
      return [{ kind: "message_missing", words: row!.mid }];
    },
  },
  {
    name: "times_swapped",
    what: "two messages of a thread exchange their times",
    async plant(soil) {
      const [first, second] = await neighbours(soil, 1);
      const statement =
        "update messages set sent_at = case id when $1 then $3::timestamptz else $4::timestamptz end where id in ($1, $2)";
      await soil.stage.postgres.query(statement, [first!.id, second!.id, second!.sent_at, first!.sent_at]);
      return [
        { kind: "message_order", words: second!.mid },
        { kind: "message_time", words: first!.mid },
        { kind: "message_time", words: second!.mid },
      ];
    },
  },
];

/** Two messages of a customer, one after the other, out of the middle of a thread. */
async function neighbours({ stage, desks }: Soil, skip: number): Promise<Row[]> {
  const opened = desks.map((desk) => desk.opened?.id).filter((id) => id !== undefined);
  const [found] = await stage.postgres.query<{ messages: Row[] }>(
    `select array_agg(to_jsonb(m) order by m.sent_at) as messages from (
       select m.id, m.external_id as mid, m.sent_at, m.conversation_id, m.direction,
         row_number() over (partition by m.conversation_id order by m.sent_at, m.sequence) as place,
         count(*) over (partition by m.conversation_id) as size
       from messages m where m.visibility <> 'note' and m.kind <> 'system') m
     where m.conversation_id <> all($1) and m.direction = 'in' and m.place in (2, 3) and m.size >= 5
     group by m.conversation_id having count(*) = 2
     order by m.conversation_id offset $2 limit 1`,
    [opened, skip],
  );
  if (!found)
    throw new Error("There is no thread in which a defect could be planted. Let the run be longer.");
  return found.messages;
}
