import { pool } from "@/db/client";

/** Two hundred a second. A busy day of a large brand has less. */
const STREAM_A_SECOND = 200;
/** Fewer than these may have come together by chance. */
const STREAM_FROM = 20;

const ASK = {
  name: "number-of-the-last-delivery",
  text: "select last_value as number from deliveries_id_seq",
};

/** The number of the delivery that was kept last, by whatever process's door: it rises with each. */
export async function lastDeliveryNumber(): Promise<number> {
  const { rows } = await pool.query<{ number: string }>(ASK);
  return Number(rows[0]!.number);
}

/** Whether so many in so long are a stream, so that answering them comes before opening them. */
export function isStream(deliveries: number, milliseconds: number): boolean {
  return deliveries >= STREAM_FROM && deliveries / milliseconds >= STREAM_A_SECOND / 1_000;
}
