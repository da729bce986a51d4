import { gt, max } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "@/db/client";
import { events } from "@/db/schema/events";
import type { Agent } from "@/lib/auth/agent";
import { presentEvents } from "@/lib/realtime/present";
import { compareScreens, openScreens } from "./screen";

/** One thing that can happen, in one line of a table. */
export type Happening = [name: string, act: () => Promise<unknown>, row?: Row];

interface Row {
  /** What went before, heard by every screen already. */
  before?: () => Promise<unknown>;
  /** The parts that the screen reads again instead of showing what it was told. */
  readsAgain?: string[];
}

/** Whatever happens: once it was heard, every screen of the viewers shows what is stored. */
export async function expectShownAsStored(
  viewers: Agent[],
  opened: Parameters<typeof openScreens>[1],
  [, act, { before, readsAgain = [] } = {}]: Happening,
) {
  await before?.();
  const screens = await openScreens(viewers, opened);
  const last = await lastEvent();
  await act();

  const emissions = await presentEvents(await eventsAfter(last));
  for (const screen of screens) {
    screen.hear(emissions);
    expect(readsAgain).toEqual(expect.arrayContaining(screen.readsAgain()));
  }
  const { shown, stored } = await compareScreens(screens);
  expect(shown).toEqual(stored);
}

export async function lastEvent(): Promise<number> {
  const [newest] = await db.select({ id: max(events.id) }).from(events);
  return newest?.id ?? 0;
}

export function eventsAfter(id: number) {
  return db.select().from(events).where(gt(events.id, id)).orderBy(events.id);
}
