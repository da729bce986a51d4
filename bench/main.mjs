import { runProgram } from "../scripts/run-program.mjs";

await runProgram("bench/run-bench.ts");
