import type { Expected, Plant, Soil } from "./plant";
import { screenPlants } from "./screen-plants";
import { storedPlants } from "./stored-plants";
import { travelPlants } from "./travel-plants";

/** All must be quiet between two groups: news would put right what is altered on a screen, so that comes last. */
const groups: Plant[][] = [[...travelPlants, ...storedPlants], ...screenPlants.map((plant) => [plant])];

export const plantNames = groups.flat().map(({ name }) => name);

/** Plants what was asked for, one after the other. @returns what the ledger must name. */
export async function plantAll(
  names: string[],
  soil: Soil,
  untilQuiet: () => Promise<unknown>,
): Promise<Expected[]> {
  const expected: Expected[] = [];
  for (const group of groups) {
    const chosen = group.filter(({ name }) => names.includes(name));
    for (const { plant } of chosen) expected.push(...(await plant(soil)));
    if (chosen.length > 0) await untilQuiet();
  }
  return expected;
}
