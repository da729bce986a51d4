import { readFileSync } from "node:fs";

/** Of Linux, on every machine we know of. */
const TICKS_PER_SECOND = 100;

/**
 * The processor's time that a process has used, in microseconds: unlike a rate it hardly depends on what else the
 * machine does. Null where the system does not tell.
 */
export function processorMicros(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
