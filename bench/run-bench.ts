import { measureAcknowledge } from "./measures/acknowledge";
import { measureBacklog } from "./measures/backlog";
import { measureCatchUp } from "./measures/catch-up";
import { measureInboxScripts } from "./measures/inbox-scripts";
import { measureLargeDelivery } from "./measures/large-delivery";
import { measureOpenConversation } from "./measures/open-conversation";
import { measureSocketEvent } from "./measures/socket-event";
import { aboutRun, type Outcome, printOutcome, writeReport } from "./report";
import { root } from "./stage/program";
import { type Stage, startStage } from "./stage/start-stage";
import { writeDocs } from "./write-docs";

const measures: Record<string, { title: string; measure: (stage: Stage) => Promise<Outcome> }> = {
  acknowledge: { title: "Acknowledging a webhook", measure: measureAcknowledge },
  socket: { title: "From the webhook to an agent's socket", measure: measureSocketEvent },
  large: { title: "One delivery with 1,000 events", measure: measureLargeDelivery },
  scripts: { title: "JavaScript of the inbox", measure: measureInboxScripts },
  open: { title: "Opening a prefetched conversation", measure: measureOpenConversation },
  "catch-up": { title: "Catching up", measure: measureCatchUp },
  backlog: { title: "After an hour without a worker", measure: measureBacklog },
};

const wishes = process.argv.slice(2);
const forDocs = wishes.includes("--docs");
const asked = wishes.filter((wish) => wish !== "--docs");
const unknown = asked.filter((name) => !measures[name]);
if (unknown.length > 0) {
  const known = Object.keys(measures).join(", ");
  console.error(`There is no measure ${unknown.join(", ")}. There are: ${known}; and --docs.`);
  process.exit(1);
}

const startedAt = new Date();
const outcomes: Record<string, Outcome> = {};
const stage = await startStage();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stage.close().finally(() => process.exit(130)));
}
try {
  for (const [name, { title, measure }] of Object.entries(measures)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    outcomes[name] = await measure(stage);
    printOutcome(title, outcomes[name]);
  }
} finally {
  await stage.close();
}

console.log(`\n${writeReport(root, outcomes, startedAt)}`);
if (forDocs) {
  const parts = Object.entries(outcomes).map(([name, outcome]) => ({
    title: measures[name]!.title,
    outcome,
  }));
  writeDocs(root, parts, aboutRun(root, startedAt));
}
