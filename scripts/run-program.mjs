import path from "node:path";
import { createCrew } from "./crew.mjs";
import { buildWhenNeeded, installWhenNeeded, root } from "./prepare.mjs";

// Only what Node itself brings may be imported here: on a fresh clone nothing is installed yet.

/**
 * Runs a program of the project in TypeScript, on whatever the build is of: installed and built first where needed.
 *
 * @param {string} file from the project's folder. It gets this process's arguments.
 */
export async function runProgram(file) {
  const crew = createCrew(root);
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, () => crew.end().then(() => process.exit(130)));

  try {
    await installWhenNeeded(crew.run);
    await buildWhenNeeded(crew.run);
    const program = path.join(root, file);
    await crew.run(process.execPath, ["--import", "tsx", program, ...process.argv.slice(2)]);
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
