import type { Tx } from "@/db/client";
import type { InboundEvent } from "@/lib/channels/channel";
import { introduceContacts } from "@/lib/contacts/find-or-create-identity";
import type { ConversationRow } from "../lock-conversation";
import { applyEvent } from "./apply-event";
import type { Lane } from "./lane";
import { type BatchRead, lockThreadsOf, readBatch } from "./read-batch";
import { writeBatch } from "./write-batch";

interface Circumstances {
  /** The lanes' conversations, see `lockThreadsOf`. */
  locked: ConversationRow[];
  /** A lane waits where something of its own is parked. */
  behindParked?: boolean;
  /** Channels whose last delivery this is. */
  heardFrom?: string[];
}

/**
 * Applies many lanes with the few statements that one event takes: what they may touch is read and locked at once,
 * the events are applied to it in memory, and what they leave is written at once. If one fails, all fail.
 *
 * @returns the lanes of which nothing was applied, for they wait behind something that is parked.
 */
export async function applyLanes(
  tx: Tx,
  lanes: Lane[],
  { locked, behindParked = false, heardFrom = [] }: Circumstances,
): Promise<Lane[]> {
  const { batch, threads, parked } = await readIntroduced(tx, lanes, locked);
  const isHeld = ({ key }: Lane) => behindParked && parked.has(key);
  for (const { key, events } of lanes.filter((lane) => !isHeld(lane))) {
    for (const { event } of events) applyEvent(batch, threads.get(key)!, event);
  }
  await writeBatch(tx, batch, heardFrom);
  return lanes.filter(isHeld);
}

/**
 * Where a conversation may have to be opened, somebody else may be opening it at this very moment. Reading has locked
 * the contacts, so by now they are done: all is read again.
 */
async function readIntroduced(tx: Tx, lanes: Lane[], locked: ConversationRow[]): Promise<BatchRead> {
  const read = await readBatch(tx, lanes, locked);
  const isOpen = ({ key }: Lane) => read.batch.openConversationOf(read.threads.get(key)!) !== undefined;
  const opening = lanes.filter((lane) => lane.events.some(({ event }) => introduces(event)) && !isOpen(lane));
  if (opening.length === 0) return read;

  const strangers = opening.filter(({ key }) => read.threads.get(key)!.identityId === null);
  await introduceContacts(
    tx,
    strangers.map(({ channel, contactExternalId: externalId, events }) => ({
      channel,
      externalId,
      name: nameIn(events),
    })),
  );
  return readBatch(tx, lanes, (await lockThreadsOf(tx, lanes.map(whomOf))).conversations);
}

export function whomOf({ channel, contactExternalId }: Pick<Lane, "channel" | "contactExternalId">) {
  return { kind: channel.kind, channelExternalId: channel.externalId, contactExternalId };
}

/** What is said in public comes with a name. */
function nameIn(events: Lane["events"]): string | null {
  return (
    events.flatMap(({ event }) => (event.type === "publication" ? (event.contactName ?? []) : []))[0] ?? null
  );
}

/** What happens to a message waits for it; everything else tells of a person. */
function introduces({ type }: InboundEvent) {
  return type !== "reaction" && type !== "edit" && type !== "deletion";
}
