import { z } from "zod";
import { AppError } from "./errors";

/** An id out of a path. One that is no UUID names nothing, so it is not found rather than wrong. */
export function pathId(value: string, what: string): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw new AppError("not_found", `This ${what} does not exist.`);
  return parsed.data;
}
