import type { Expected, Plant, Soil } from "./plant";
import { screenPlants } from "./screen-plants";
import { storedPlants } from "./stored-plants";
import { travelPlants } from "./travel-plants";

/** What was altered on a screen must not be read again by what is planted after it: screens come last. */
const plants: Plant[] = [...travelPlants, ...storedPlants, ...screenPlants];

export const plantNames = plants.map(({ name }) => name);

/** Plants what was asked for, one after the other. @returns what the ledger must name. */
export async function plantAll(
  names: string[],
  soil: Soil,
  untilQuiet: () => Promise<unknown>,
): Promise<Expected[]> {
  const expected: Expected[] = [];
  for (const { name, plant } of plants) {
    if (!names.includes(name)) continue;
    expected.push(...(await plant(soil)));
    await untilQuiet();
  }
  return expected;
}
