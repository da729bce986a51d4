/** Runs `work` for each of the list, at most `limit` at a time, and keeps the order of the list in its answer. */
export async function inParallel<Given, Made>(
  list: readonly Given[],
  limit: number,
  work: (one: Given) => Promise<Made>,
): Promise<Made[]> {
  const made = new Array<Made>(list.length);
  const waiting = list.entries();
  const lane = async () => {
    for (const [index, one] of waiting) made[index] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, lane));
  return made;
}
