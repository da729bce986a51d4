import { ControlError } from "./control-error";

/** A regular expression a test gave, or a sentence about what is wrong with it. */
export function patternOf(given: string | undefined): RegExp {
  try {
    return new RegExp(given ?? "");
  } catch {
    throw new ControlError(`path: ${given} is not a regular expression.`);
  }
}
