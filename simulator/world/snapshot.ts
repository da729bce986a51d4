import { indexComment } from "./feed/feed";
import type { World } from "./world";

const MAPS = [
  "apps",
  "users",
  "grants",
  "pages",
  "people",
  "threads",
  "messages",
  "tokens",
  "codes",
  "savedAttachments",
  "posts",
  "comments",
] as const;

/** Far more ids than could have been minted between the last write and a kill. */
const IDS_TO_SKIP = 1_000_000;

export type WorldSnapshot = Record<(typeof MAPS)[number], [string, unknown][]> & {
  seed: number;
  idCount: number;
  phone: World["phone"];
};

export function takeSnapshot(world: World): WorldSnapshot {
  const maps = Object.fromEntries(MAPS.map((name) => [name, [...world[name]]]));
  return { ...maps, seed: world.ids.seed, idCount: world.ids.count, phone: world.phone } as WorldSnapshot;
}

/** After a kill some minted ids may be missing from the file: counting goes on well beyond them, so none comes twice. */
export function restoreSnapshot(world: World, snapshot: WorldSnapshot, closedCleanly: boolean): void {
  world.clear(snapshot.seed);
  world.ids.count = snapshot.idCount + (closedCleanly ? 0 : IDS_TO_SKIP);
  world.phone = snapshot.phone;
  for (const name of MAPS) {
    const map = world[name] as Map<string, unknown>;
    // A file from before knew no feed.
    for (const [id, entity] of snapshot[name] ?? []) map.set(id, entity);
  }
  for (const person of world.people.values())
    for (const [pageId, psid] of Object.entries(person.psids))
      world.psids.set(psid, { personId: person.id, pageId });
  for (const comment of world.comments.values()) indexComment(world, comment);
}
