import { prepareEnvironment } from "@/lib/startup/prepare-environment";

try {
  const prepared = await prepareEnvironment(process.env);
  // Only now: what follows reads the environment as it is imported.
  const { run } = await import("@/lib/startup/run");
  const running = await run(prepared);
  console.log(running.announcement);

  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await running.stop();
      await prepared.stopDatabase();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  process.exit(1);
}
