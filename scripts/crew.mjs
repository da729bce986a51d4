import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const END_WITH_PARENT = fileURLToPath(new URL("end-with-parent.mjs", import.meta.url));
const GRACE_IN_MS = 30_000;

/**
 * The programs that run together: when one ends unasked all end, and they end in the reverse order of their start.
 *
 * @param {string} folder where the programs run
 */
export function createCrew(folder) {
  /** @type {{ name: string, child: import("node:child_process").ChildProcess, ended: Promise<string> }[]} */
  const members = [];
  let ending = false;
  let reportLoss = (/** @type {Error} */ _loss) => {};
  /** Rejects with a sentence when a program ends that should have stayed. */
  const loss = new Promise((_resolve, reject) => {
    reportLoss = reject;
  });
  loss.catch(() => {});

  return {
    loss,

    /**
     * Runs a command to its end; throws a sentence when it fails.
     *
     * @param {string} command
     * @param {string[]} args
     * @param {NodeJS.ProcessEnv} [env]
     */
    async run(command, args, env = process.env) {
      const child = spawn(command, args, { cwd: folder, env, stdio: "inherit" });
      const member = enlist(`${command} ${args.join(" ")}`, child);
      const end = await member.ended;
      members.splice(members.indexOf(member), 1);
      if (end !== "exit code 0") throw new Error(`\`${member.name}\` failed (${end}).`);
    },

    /**
     * Starts a Node program that stays, passes its output on, and answers with the first line that `isReady` accepts.
     *
     * @param {string} name
     * @param {string[]} args
     * @param {{ env: NodeJS.ProcessEnv, isReady: (line: string) => boolean }} options
     * @returns {Promise<string>}
     */
    async start(name, args, { env, isReady }) {
      const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
        cwd: folder,
        env,
        detached: true,
        stdio: ["ignore", "pipe", "inherit", "ipc"],
      });
      enlist(name, child).ended.then((end) => {
        if (!ending) reportLoss(new Error(`The ${name} ended unexpectedly (${end}), so everything stops.`));
      });
      return Promise.race([firstLine(child, isReady), loss]);
    },

    /** Ends all, the youngest first; whoever takes longer than 30 seconds is killed. */
    async end() {
      ending = true;
      for (const { child, ended } of members.toReversed()) {
        child.kill("SIGTERM");
        const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_IN_MS);
        await ended;
        clearTimeout(timer);
      }
    },

    /** For the impatient: no farewell. */
    kill() {
      for (const { child } of members) child.kill("SIGKILL");
    },
  };

  function enlist(name, child) {
    const ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    const member = { name, child, ended };
    members.push(member);
    return member;
  }
}

/** Passes every line on but the awaited one: that is a word between the program and us. */
function firstLine(child, isReady) {
  const lines = createInterface(child.stdout);
  return new Promise((resolve) => {
    lines.on("line", (line) => (isReady(line) ? resolve(line) : console.log(line)));
  });
}
