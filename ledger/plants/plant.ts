import type { Customers } from "../actors/customers";
import type { Desk } from "../actors/desk";
import type { Difference } from "../compare/difference";
import type { Mishaps } from "../faults/mishaps";
import type { Random } from "../random";
import type { Stage } from "../stage/start-stage";

/** What a defect can be planted in, once all is quiet. */
export interface Soil {
  stage: Stage;
  hook: Mishaps;
  desks: Desk[];
  customers: Customers;
  random: Random;
}

/** A difference that must be named: of this kind, with these words in it. */
export interface Expected {
  kind: Difference["kind"];
  words: string;
}

/** A defect that is made outside of the product, to see that the ledger names it. */
export interface Plant {
  name: string;
  what: string;
  /** @returns what the ledger must name, and nothing else. */
  plant: (soil: Soil) => Promise<Expected[]>;
}

/** What was named without having been planted, and what was planted and not named. */
export function judgePlants(expected: Expected[], differences: Difference[]) {
  const left = [...differences];
  const unnoticed = expected.filter(({ kind, words }) => {
    const at = left.findIndex(
      (difference) => difference.kind === kind && `${difference.where} ${difference.what}`.includes(words),
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { unnoticed, besides: left };
}
