/**
 * Preloaded into the programs that `npm start` starts. They run in sessions of their own, so that Ctrl-C reaches only
 * the starter, which ends them in order; if the starter itself is killed, they learn of it here.
 */
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
