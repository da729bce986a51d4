import { z } from "zod";
import type { Environment } from "@/lib/environment";
import type { StartFacts } from "./start-facts";

export const checkSchema = z.object({
  /** The setting's name in the environment. */
  name: z.string(),
  /** `missing` keeps something from working; a `warning` deserves a look. */
  state: z.enum(["ok", "warning", "missing"]),
  message: z.string(),
  /** What to do about it; null when there is nothing to do. */
  remedy: z.string().nullable(),
});

export type Check = z.infer<typeof checkSchema>;

const GOOD_SECRET_LENGTH = 32;

/** Every setting that something depends on, and in words what is wrong with it. Never tells a secret's value. */
export function checkConfiguration(env: Environment, facts: StartFacts): Check[] {
  return [
    checkAppUrl(env),
    checkDatabase(env, facts),
    checkStorage(env),
    checkRetention(env),
    checkSecret("NEXTAUTH_SECRET", "Sessions", env, facts),
    checkSecret("ENCRYPTION_KEY", "Access tokens of Pages", env, facts),
    checkProcess(env),
    ...checkFacebookApp(env),
    checkFacebookAddress(env),
    checkFirstAdmin(env),
    checkLogLevel(env),
  ];
}

function checkAppUrl({ APP_URL, ...env }: Environment): Check {
  const { protocol, hostname } = new URL(APP_URL);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const name = "APP_URL";

  if (protocol === "https:") return ok(name, `People reach this workspace at ${APP_URL}.`);
  if (facebookIsReal(env)) {
    return missing(
      name,
      `Facebook signs people in and delivers messages to https addresses only, and this is ${APP_URL}.`,
      "Put a proxy with a certificate in front, and set APP_URL to its https address.",
    );
  }
  if (isLocal) return ok(name, `This workspace is reached at ${APP_URL}, from this machine only.`);
  return warning(
    name,
    `${APP_URL} is not encrypted: passwords cross the network in the clear.`,
    "Put a proxy with a certificate in front, and set APP_URL to its https address.",
  );
}

function checkDatabase(env: Environment, { embeddedDatabase }: StartFacts): Check {
  const name = "DATABASE_URL";
  if (!embeddedDatabase) return ok(name, "Your own PostgreSQL database is used.");
  if (env.PROCESS !== "all") {
    return warning(
      name,
      "The embedded database serves the processes of this machine only.",
      "Set DATABASE_URL to a PostgreSQL database that every process reaches.",
    );
  }
  return ok(name, "The embedded database is used. It lies in DATA_DIR; include that folder in your backups.");
}

/** An admin who comes back from a weekend should still find the bytes. */
const SHORTEST_GOOD_RETENTION_DAYS = 3;

function checkRetention({ DELIVERY_RETENTION_DAYS: days }: Environment): Check {
  const name = "DELIVERY_RETENTION_DAYS";
  if (days >= SHORTEST_GOOD_RETENTION_DAYS)
    return ok(name, `What the platforms delivered is kept as it came for ${days} days.`);
  return warning(
    name,
    `What the platforms delivered is kept as it came for ${days === 1 ? "one day" : `${days} days`} only.`,
    `Set DELIVERY_RETENTION_DAYS to ${SHORTEST_GOOD_RETENTION_DAYS} or more, so that it can be opened again after a mistake.`,
  );
}

function checkStorage(env: Environment): Check {
  const keys = ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  const [given, left] = [keys.filter((name) => env[name]), keys.filter((name) => !env[name])];

  if (!env.S3_BUCKET) return checkFolder(env, given);
  if (given.length === 1) {
    const message = `Files can't be kept in the bucket: ${given[0]} works only together with ${left[0]}.`;
    return missing(
      left[0]!,
      message,
      `Set ${left[0]} as well, or remove both to use the machine's own role.`,
    );
  }
  const place = env.S3_ENDPOINT ? ` at ${new URL(env.S3_ENDPOINT).host}` : "";
  return ok("S3_BUCKET", `Files of conversations are kept in the bucket ${env.S3_BUCKET}${place}.`);
}

function checkFolder({ PROCESS, S3_ENDPOINT }: Environment, keys: readonly string[]): Check {
  const name = "S3_BUCKET";
  const remedy =
    "Set S3_BUCKET, with S3_ENDPOINT when it isn't Amazon's, to a bucket that every process reaches.";

  if (S3_ENDPOINT || keys.length > 0) {
    return warning(name, "A place for files is given, but no bucket: they are kept in DATA_DIR.", remedy);
  }
  if (PROCESS !== "all") {
    const message =
      "Files of conversations are kept in DATA_DIR, which processes on other machines don't see.";
    return warning(name, message, remedy);
  }
  return ok(name, "Files of conversations are kept in DATA_DIR; include that folder in your backups.");
}

function checkSecret(
  name: "NEXTAUTH_SECRET" | "ENCRYPTION_KEY",
  subject: string,
  env: Environment,
  { generatedSecrets }: StartFacts,
): Check {
  const create = `Set ${name} to the output of \`openssl rand -hex 32\`, the same for every process.`;

  if (!env[name]) return missing(name, `${subject} can't be protected: the secret is missing.`, create);
  if (generatedSecrets.includes(name) && env.PROCESS !== "all") {
    const message =
      "The secret was made on this machine; processes on others can't read what this one wrote.";
    return warning(name, message, create);
  }
  if (generatedSecrets.includes(name)) {
    return ok(
      name,
      `${subject} are protected by a secret that was made for you. It lies in DATA_DIR; back it up.`,
    );
  }
  if (env[name].length < GOOD_SECRET_LENGTH) {
    return warning(
      name,
      `The secret has fewer than ${GOOD_SECRET_LENGTH} characters and could be guessed.`,
      create,
    );
  }
  return ok(name, `${subject} are protected by the secret that you gave.`);
}

function checkProcess({ PROCESS }: Environment): Check {
  const name = "PROCESS";
  if (PROCESS === "all") return ok(name, "This process serves the workspace and works off its queue.");

  const other = PROCESS === "web" ? "worker" : "web";
  const duty =
    PROCESS === "web" ? "serves the workspace, and sends nothing by itself" : "works off the queue only";
  return ok(name, `This process ${duty}. At least one process with PROCESS=${other} must run as well.`);
}

const facebookSettings = [
  {
    name: "FACEBOOK_APP_ID",
    message: "Pages can't be connected with Facebook Login without the id of your Facebook app.",
    remedy: "Copy the App ID from developers.facebook.com → your app → App settings → Basic.",
  },
  {
    name: "FACEBOOK_APP_SECRET",
    message: "Nothing that Facebook delivers can be trusted without the secret of your Facebook app.",
    remedy: "Copy the App secret from developers.facebook.com → your app → App settings → Basic.",
  },
  {
    name: "FACEBOOK_VERIFY_TOKEN",
    message: "Facebook can't verify this workspace as the place to deliver to without a verify token.",
    remedy: "Invent a long word, set it here, and enter the same one in your Facebook app → Webhooks.",
  },
] as const;

function checkFacebookApp(env: Environment): Check[] {
  return facebookSettings.map(({ name, message, remedy }) =>
    env[name] ? ok(name, "Set.") : missing(name, message, remedy),
  );
}

function checkFacebookAddress(env: Environment): Check {
  const name = "FACEBOOK_GRAPH_URL";
  if (facebookIsReal(env))
    return ok(name, `Facebook itself is called, version ${env.FACEBOOK_GRAPH_VERSION}.`);
  return warning(
    name,
    `${env.FACEBOOK_GRAPH_URL} stands in for Facebook: no real person receives what is written here.`,
    "Remove FACEBOOK_GRAPH_URL and FACEBOOK_DIALOG_URL to work with Facebook itself.",
  );
}

function checkFirstAdmin({ ADMIN_EMAIL, ADMIN_PASSWORD }: Environment): Check {
  const name = ADMIN_EMAIL && !ADMIN_PASSWORD ? "ADMIN_PASSWORD" : "ADMIN_EMAIL";
  if (ADMIN_EMAIL && ADMIN_PASSWORD) return ok(name, "The first admin was named in the environment.");
  if (!ADMIN_EMAIL && !ADMIN_PASSWORD)
    return ok(name, "The first visitor of an empty workspace becomes its admin.");

  const message = "ADMIN_EMAIL and ADMIN_PASSWORD work only together, so no admin is created at the start.";
  return warning(name, message, `Set ${name} as well, or remove the other one.`);
}

function checkLogLevel({ LOG_LEVEL }: Environment): Check {
  const name = "LOG_LEVEL";
  if (["fatal", "silent"].includes(LOG_LEVEL)) {
    return warning(
      name,
      `At "${LOG_LEVEL}" errors leave no trace.`,
      "Set LOG_LEVEL to info, or to error at least.",
    );
  }
  if (["trace", "debug"].includes(LOG_LEVEL)) {
    const remedy = "Set LOG_LEVEL to info once you found what you look for.";
    return warning(name, `At "${LOG_LEVEL}" the log grows fast.`, remedy);
  }
  return ok(name, `The log tells everything from "${LOG_LEVEL}" upwards.`);
}

function facebookIsReal({ FACEBOOK_GRAPH_URL }: Pick<Environment, "FACEBOOK_GRAPH_URL">) {
  const { hostname } = new URL(FACEBOOK_GRAPH_URL);
  return hostname === "facebook.com" || hostname.endsWith(".facebook.com");
}

function ok(name: string, message: string): Check {
  return { name, state: "ok", message, remedy: null };
}

function warning(name: string, message: string, remedy: string): Check {
  return { name, state: "warning", message, remedy };
}

function missing(name: string, message: string, remedy: string): Check {
  return { name, state: "missing", message, remedy };
}
