import { z } from "zod";

const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);
const yesOrNo = z
  .enum(["0", "1", "false", "true"], { error: "must be 1 or 0" })
  .transform((value) => value === "1" || value === "true");
const address = (fallback: string) =>
  z
    .string()
    .trim()
    .optional()
    .transform((value) => (value || fallback).replace(/\/+$/, ""))
    .pipe(z.url({ protocol: /^https?$/, error: "must be an address that starts with http:// or https://" }));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number({ error: "must be a port number" }).int().min(0).max(65535).default(3000),
  APP_URL: optional,
  DATABASE_URL: z.string().trim().default("postgresql://127.0.0.1:5432/pagedesk"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
  DATA_DIR: z.string().trim().default(".data"),
  S3_BUCKET: optional,
  S3_ENDPOINT: optional.pipe(
    z
      .url({ protocol: /^https?$/, error: "must be an address that starts with http:// or https://" })
      .optional(),
  ),
  S3_REGION: z.string().trim().default("us-east-1"),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: yesOrNo.default(false),
  /** Megabytes of one file that an agent may attach. */
  UPLOAD_LIMIT: z.coerce
    .number({ error: "must be a number of megabytes" })
    .int("must be a whole number of megabytes")
    .min(25, "must be at least 25 megabytes, which is what Messenger takes")
    .max(2000, "must be at most 2000 megabytes")
    .default(100),
  DELIVERY_RETENTION_DAYS: z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(1, "must be at least 1")
    .max(3_650, "must be at most 3650")
    .default(14),
  NEXTAUTH_SECRET: z.string().default(""),
  ENCRYPTION_KEY: z
    .string()
    .regex(
      /^([0-9a-f]{64})?$/i,
      "must be 64 hexadecimal characters (32 bytes), e.g. from `openssl rand -hex 32`",
    )
    .default(""),
  PROCESS: z.enum(["all", "web", "worker"], { error: "must be web, worker or all" }).default("all"),
  FACEBOOK_APP_ID: optional.pipe(z.string().regex(/^\d+$/, "must be the digits of the app's id").optional()),
  FACEBOOK_APP_SECRET: optional,
  FACEBOOK_VERIFY_TOKEN: optional,
  FACEBOOK_CONFIG_ID: optional,
  FACEBOOK_GRAPH_URL: address("https://graph.facebook.com"),
  FACEBOOK_DIALOG_URL: address("https://www.facebook.com"),
  FACEBOOK_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, "must look like v26.0")
    .default("v26.0"),
  ADMIN_EMAIL: optional.pipe(z.email("must be an e-mail address").optional()),
  ADMIN_PASSWORD: optional.pipe(z.string().min(10, "must have at least 10 characters").optional()),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .default("info"),
});

export type Environment = Omit<z.infer<typeof schema>, "APP_URL"> & {
  /** Public address of the workspace, without a slash at its end. */
  APP_URL: string;
};

/**
 * Reads and checks the environment.
 *
 * @throws Error with one sentence for each variable that is wrong; values are never part of it.
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) throw new Error(sentences(parsed.error));

  const appUrl = address(`http://localhost:${parsed.data.PORT}`).safeParse(parsed.data.APP_URL);
  if (!appUrl.success) throw new Error("APP_URL must be an address that starts with http:// or https://.");

  return { ...parsed.data, APP_URL: appUrl.data };
}

function sentences(error: z.ZodError) {
  return error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n");
}
