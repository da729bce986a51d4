import pino from "pino";
import { env } from "./env";

export const logOptions = {
  level: env.LOG_LEVEL,
  base: undefined,
  serializers: { err: withoutParameters },
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
} satisfies pino.LoggerOptions;

/** Structured logs on stdout. Platform secrets and cookies are cut out whatever object they come in. */
export const log = pino(logOptions);

/** A failed query repeats its parameters, which may be tokens, password hashes or what people wrote. */
function withoutParameters(error: unknown) {
  if (!(error instanceof Error)) return error;
  const { params: _, ...told } = pino.stdSerializers.err(error);
  const cut = (text: string) =>
    parametersOf(error).reduce(
      (left, given) => left.replaceAll(`params: ${given}`, "params: [left out]"),
      text,
    );
  return { ...told, message: cut(told.message), stack: cut(told.stack) };
}

/** As they stand in the words of the error and of its causes. */
function parametersOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "params" in error && Array.isArray(error.params) ? [String(error.params)] : [];
  return [...own, ...parametersOf(error.cause)];
}
