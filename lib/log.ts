import pino from "pino";
import { env } from "./env";

/** Structured logs on stdout. Platform secrets and cookies are cut out whatever object they come in. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: undefined,
  redact: {
    paths: [
      "access_token",
      "*.access_token",
      "*.accessToken",
      "accessToken",
      "*.appSecret",
      "appSecret",
      "*.password",
      "password",
      "headers.cookie",
      "headers.authorization",
    ],
    censor: "[secret]",
  },
});
