import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { commitOf } from "@/bench/stage/commit";
import { countKinds, type Difference } from "./compare/difference";
import type { Reckoning } from "./compare/reckon";
import type { Options } from "./options";
import type { Expected } from "./plants/plant";
import type { Played } from "./play";
import { root } from "./stage/program";

type Report = {
  options: Options;
  startedAt: Date;
  endedAt: Date;
  planted: Expected[];
  /** Planted and not named. */
  unnoticed: Expected[];
  /** Named and not planted. */
  besides: Difference[];
} & Played["report"] &
  Reckoning;

const MOST_PRINTED = 60;

/** The ledger as a person reads it. */
export function printReport(report: Report) {
  const { options, counts, differences, outcomeUnknown, tally } = report;
  const perSecond = (report.events / report.playedSeconds).toFixed(1);
  const lines: [string, unknown][] = [
    ["seed", options.seed],
    ["events", `${report.events} in ${Math.round(report.playedSeconds)} s (${perSecond}/s)`],
    [
      "told by the platform",
      `${report.eventsOfPlatform} in ${tally.deliveries} deliveries, ${tally.attempts} attempts`,
    ],
    ["done by agents", told(report.actions)],
    ["refused or unanswered", told(report.refusals)],
    ["faults", told(report.faults)],
    ["calls struck", told(report.struck)],
    ["connections made", report.connects],
    ["quiet after", `${report.quietSeconds.toFixed(0)} s`],
    ...Object.entries(counts),
    ["outcome unknown", outcomeUnknown.length],
    ...plantLines(report),
    ["differences", differences.length === 0 ? "none" : told(countKinds(differences))],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(22)} ${value}`);
  for (const { kind, where, what } of differences.slice(0, MOST_PRINTED))
    console.log(`  ${kind}  ${where}: ${what}`);
  if (differences.length > MOST_PRINTED) console.log(`  … and ${differences.length - MOST_PRINTED} more`);
}

function plantLines({ planted, unnoticed, besides }: Report): [string, unknown][] {
  if (planted.length === 0) return [];
  return [
    ["planted", planted.length],
    ["not noticed", unnoticed.length === 0 ? "none" : JSON.stringify(unnoticed)],
    ["named besides", besides.length === 0 ? "none" : told(countKinds(besides))],
  ];
}

/** @returns the file. */
export function writeReport(report: Report): string {
  const name = report.startedAt.toISOString().slice(0, 19).replaceAll(":", "");
  const file =
    report.options.out ?? path.join(root, "ledger/results", `${name}-seed-${report.options.seed}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const [cpu] = os.cpus();
  const machine = { cpu: cpu?.model, cores: os.cpus().length, node: process.version };
  writeFileSync(file, `${JSON.stringify({ ...report, commit: commitOf(root), machine }, null, 2)}\n`);
  return file;
}

const told = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ") || "none";
