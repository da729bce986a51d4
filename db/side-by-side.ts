import type { Reader } from "./client";

type Results<Reads extends (() => PromiseLike<unknown>)[]> = {
  [Index in keyof Reads]: Awaited<ReturnType<Reads[Index]>>;
};

/**
 * Reads that don't need each other: at once on connections of the pool, one after another in a transaction, which has
 * one connection.
 */
export async function sideBySide<Reads extends (() => PromiseLike<unknown>)[]>(
  reader: Reader,
  ...reads: Reads
): Promise<Results<Reads>> {
  if (!("rollback" in reader)) return Promise.all(reads.map((read) => read())) as Promise<Results<Reads>>;

  const results: unknown[] = [];
  for (const read of reads) results.push(await read());
  return results as Results<Reads>;
}
