const SYLLABLES = [
  "ba",
  "co",
  "di",
  "fe",
  "gu",
  "ha",
  "jo",
  "ki",
  "lu",
  "ma",
  "ne",
  "po",
  "ri",
  "so",
  "tu",
  "ve",
];
const PER_WORKER = 256;

let given = 0;

/** A surname that nobody else has in this run: all specs share one workspace. Workers count from where they began. */
export function freshSurname(workerIndex: number): string {
  let number = workerIndex * PER_WORKER + given;
  given += 1;
  let name = "";
  for (let place = 0; place < 3; place += 1) {
    name += SYLLABLES[number % SYLLABLES.length];
    number = Math.floor(number / SYLLABLES.length);
  }
  return name.charAt(0).toUpperCase() + name.slice(1);
}
