import { runProgram } from "../scripts/run-program.mjs";

await runProgram("ledger/run-ledger.ts");
