import { readFileSync } from "node:fs";
import { processorMicros } from "@/bench/stage/processor-time";
import type { Tally } from "./compare/compare-leftovers";
import type { Stage } from "./stage/start-stage";

/** Kept and not opened: above this customers wait, so that a slow machine is behind by minutes at most. */
export const MOST_WAITING = 2_000;

export interface Sample {
  second: number;
  events: number;
  eventsPerSecond: number;
  /** Deliveries on their way at the platform, and kept but not opened. */
  underWay: number;
  unopened: number;
  outgoing: number;
  /** Percent of one core, and megabytes, by program. */
  processor: Record<string, number>;
  memory: Record<string, number>;
}

/** Measures throughput, backlog and what each program costs. */
export class Meter {
  readonly samples: Sample[] = [];
  unopened = 0;
  outgoing = 0;
  #last = { at: performance.now(), events: 0, micros: new Map<number, number>() };

  constructor(private readonly stage: Stage) {}

  /** How far behind the product is. While the database is down, what was seen last stands. */
  async look() {
    const asked = `select (select count(*)::int from deliveries where opened_at is null) as unopened,
      (select count(*)::int from messages where status in ('queued', 'sending')) as outgoing`;
    const rows = await this.stage.postgres
      .query<{ unopened: number; outgoing: number }>(asked)
      .catch(() => []);
    this.unopened = rows[0]?.unopened ?? this.unopened;
    this.outgoing = rows[0]?.outgoing ?? this.outgoing;
  }

  async sample(second: number, events: number, tally: Tally): Promise<Sample> {
    const now = performance.now();
    const passed = (now - this.#last.at) / 1000;
    const micros = new Map<number, number>();
    const processor: Record<string, number> = {};
    const memory: Record<string, number> = {};
    for (const [name, pids] of await this.#programs()) {
      for (const pid of pids) {
        const used = processorMicros(pid) ?? 0;
        const before = this.#last.micros.get(pid) ?? 0;
        micros.set(pid, used);
        processor[name] = (processor[name] ?? 0) + Math.round((used - before) / passed / 10_000);
        memory[name] = (memory[name] ?? 0) + megabytes(pid);
      }
    }
    const sample = {
      second: Math.round(second),
      events,
      eventsPerSecond: Math.round((events - this.#last.events) / passed),
      underWay: tally.deliveries - tally.delivered - tally.lost,
      unopened: this.unopened,
      outgoing: this.outgoing,
      processor,
      memory,
    };
    this.#last = { at: now, events, micros };
    this.samples.push(sample);
    return sample;
  }

  async #programs(): Promise<[string, number[]][]> {
    const { webs, workers, simulator, postgres } = this.stage;
    const postmaster = await postgres.pid();
    const programs = [...webs, ...workers, simulator].map(({ name, pid }): [string, number[]] => [
      name,
      pid ? [pid] : [],
    ]);
    const database = postmaster ? [postmaster, ...childrenOf(postmaster)] : [];
    return [...programs, ["database", database], ["driver", [process.pid]]];
  }
}

export function line(sample: Sample, faults: string[]): string {
  const { second, events, eventsPerSecond, underWay, unopened, outgoing, processor } = sample;
  const costs = Object.entries(processor)
    .map(([name, percent]) => `${name} ${percent}%`)
    .join(", ");
  return [
    `${String(second).padStart(5)} s  ${events} events (${eventsPerSecond}/s)`,
    `waiting: ${underWay} deliveries under way, ${unopened} unopened, ${outgoing} answers`,
    costs,
    faults.length > 0 ? `at work: ${faults.join(", ")}` : "no fault at work",
  ].join("  |  ");
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** Of the memory that only this process uses. Shared buffers would be counted for each. */
function megabytes(pid: number): number {
  try {
    const [, resident = "0", shared = "0"] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    return Math.round(((Number(resident) - Number(shared)) * 4_096) / 1_000_000);
  } catch {
    return 0;
  }
}
