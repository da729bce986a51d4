import { reckon } from "./compare/reckon";
import { readOptions } from "./options";
import { judgePlants } from "./plants/plant";
import { play } from "./play";
import { printReport, writeReport } from "./report";
import { startStage } from "./stage/start-stage";

const options = readArguments();
const startedAt = new Date();
console.error(`The ledger's stage is being set (seed ${options.seed}).`);
const stage = await startStage(options);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stage.close().finally(() => process.exit(130)));
}
// A defect of the driver's own: nothing that it started may stay behind.
process.once("unhandledRejection", (error) => {
  console.error("The ledger itself failed:", error);
  void stage.close().finally(() => process.exit(3));
});

try {
  const played = await play(stage, options);
  const reckoning = await reckon(stage, { ...played, losses: options.losses });
  const plants = judgePlants(played.planted, reckoning.differences);
  const report = {
    options,
    startedAt,
    endedAt: new Date(),
    ...played.report,
    ...reckoning,
    planted: played.planted,
    ...plants,
  };
  printReport(report);
  console.log(`\n${writeReport(report)}`);
  process.exitCode = reckoning.differences.length > 0 ? 1 : 0;
  for (const desk of played.desks) desk.close();
} finally {
  await stage.close();
}
process.exit();

function readArguments() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
