import { parseArgs } from "node:util";
import { plantNames } from "./plants/plants";

export interface Options {
  minutes: number;
  seed: number;
  /** Events a second: what the platform tells and what agents do. */
  rate: number;
  people: number;
  agents: number;
  /** By name; null = all, empty = none. */
  faults: string[] | null;
  /** With the fault that loses deliveries for good. */
  losses: boolean;
  /** Defects to be planted at the end, by name. */
  plants: string[];
  /** Keeps the database and the files of the run. */
  keep: boolean;
  /** Where the result goes; null = ledger/results/<date>.json. */
  out: string | null;
}

/** @throws Error with a sentence for whoever typed it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      rate: { type: "string", default: "130" },
      people: { type: "string", default: "300" },
      agents: { type: "string", default: "8" },
      faults: { type: "string", default: "all" },
      losses: { type: "boolean", default: false },
      plant: { type: "string" },
      keep: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const number = (name: "minutes" | "seed" | "rate" | "people" | "agents", least: number) => {
    const value = Number(values[name]);
    if (!(value >= least)) throw new Error(`--${name} must be a number from ${least} on.`);
    return value;
  };
  const plants = values.plant === "all" ? plantNames : (values.plant?.split(",") ?? []);
  if (plants.some((name) => !plantNames.includes(name)))
    throw new Error(`--plant must be all, or some of ${plantNames.join(", ")}.`);
  return {
    minutes: number("minutes", 0.1),
    seed: number("seed", 0),
    rate: number("rate", 1),
    people: number("people", 10),
    agents: number("agents", 2),
    faults: values.faults === "all" ? null : values.faults === "none" ? [] : values.faults.split(","),
    losses: values.losses,
    plants,
    keep: values.keep,
    out: values.out ?? null,
  };
}
