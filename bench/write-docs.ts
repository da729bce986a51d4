import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cellsOf, HEADINGS, type Outcome } from "./report";

const BEGIN = "<!-- numbers: written by `npm run bench -- --docs` -->";
const END = "<!-- end of numbers -->";

/** Puts the tables of a run in the place that docs/performance.md keeps for them. */
export function writeDocs(root: string, parts: { title: string; outcome: Outcome }[], about: string) {
  const file = path.join(root, "docs/performance.md");
  const text = readFileSync(file, "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for numbers.`);

  const tables = parts.map(({ title, outcome }) => `### ${title}\n\n${table(outcome)}`).join("\n\n");
  writeFileSync(file, `${before}${BEGIN}\n\n${about}\n\n${tables}\n\n${END}${after}`);
}

function table({ lines, notes }: Outcome): string {
  const rows = [HEADINGS, HEADINGS.map(() => "---"), ...lines.map(cellsOf)];
  const written = lines.length ? rows.map((row) => `| ${row.join(" | ")} |`).join("\n") : "";
  const remarks = notes.map((note) => `- ${note.trim()}`).join("\n");
  return [written, remarks].filter(Boolean).join("\n\n");
}
