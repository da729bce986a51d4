import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { commitOf } from "./stage/commit";
import { median, rounded } from "./statistics";

/** One measure beside the limit that was measured in the same run. */
export interface Line {
  measure: string;
  unit: "a second" | "ms" | "µs" | "kB" | "frames";
  product: number;
  /** What the limit is, and its value; null where there is none to measure. */
  limit: { name: string; value: number } | null;
  /** Product to limit: one for each round, in the rounds' order. */
  ratios: number[];
  better: "higher" | "lower";
  goal?: string;
  /** Load average over a minute, before each round; our own work is part of it. */
  loads: number[];
}

export interface Outcome {
  lines: Line[];
  /** Whatever else should be known of the run, for the JSON. */
  details: Record<string, unknown>;
  /** Sentences below the table. */
  notes: string[];
}

export const medianRatio = ({ ratios }: Line) => median(ratios);

/** Machines are noisy: the best round shows what the program can do. NaN without ratios. */
export function bestRatio({ ratios, better }: Line) {
  if (ratios.length === 0) return Number.NaN;
  return better === "higher" ? Math.max(...ratios) : Math.min(...ratios);
}

export function printOutcome(title: string, { lines, notes }: Outcome) {
  console.log(`\n== ${title}`);
  if (lines.length > 0) printTable([HEADINGS, ...lines.map(cellsOf)]);
  for (const note of notes) console.log(`   ${note}`);
}

export const HEADINGS = ["", "product", "limit", "", "ratio", "best", "better", "load", "goal"];

/** One cell for each heading. */
export function cellsOf(line: Line): string[] {
  const { measure, unit, product, limit, better, goal, loads } = line;
  return [
    measure,
    `${shown(product)} ${unit}`,
    limit ? shown(limit.value) : "–",
    limit?.name ?? "",
    shown(medianRatio(line)),
    shown(bestRatio(line)),
    better,
    loads.length ? `${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}` : "",
    goal ?? "",
  ];
}

const shown = (value: number) => (Number.isNaN(value) ? "–" : String(rounded(value)));

function printTable(rows: string[][]) {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column]!)).join("  "));
}

/** Writes everything to `bench/results/<date>.json`. @returns the file. */
export function writeReport(root: string, outcomes: Record<string, Outcome>, startedAt: Date): string {
  const folder = path.join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${startedAt.toISOString().slice(0, 16).replace(":", "")}.json`);
  const parts = Object.fromEntries(
    Object.entries(outcomes).map(([name, { lines, details, notes }]) => [
      name,
      {
        lines: lines.map((line) => ({
          ...line,
          medianRatio: rounded(medianRatio(line)),
          bestRatio: rounded(bestRatio(line)),
        })),
        notes,
        details,
      },
    ]),
  );
  const report = { startedAt, endedAt: new Date(), commit: commitOf(root), machine: machine(), parts };
  writeFileSync(file, `${JSON.stringify(report, tidy, 2)}\n`);
  return file;
}

const tidy = (_key: string, value: unknown) => (typeof value === "number" ? rounded6(value) : value);
const rounded6 = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(6)));

/** Where and when, in one sentence. */
export function aboutRun(root: string, startedAt: Date): string {
  const { cpu, cores, memoryInGiB, node } = machine();
  const when = startedAt.toISOString().slice(0, 16).replace("T", " ");
  return `${when} UTC, commit ${commitOf(root) ?? "unknown"}: ${cores} cores (${cpu}), ${memoryInGiB} GiB, Node ${node}.`;
}

function machine() {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model,
    cores: os.cpus().length,
    memoryInGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    loadAverages: os.loadavg(),
  };
}
