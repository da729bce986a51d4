/** Each code has one HTTP status; see design.md for the envelope. */
export const errorStatus = {
  bad_request: 400,
  invalid: 400,
  too_long: 400,
  not_here: 400,
  signed_out: 401,
  wrong_credentials: 401,
  forbidden: 403,
  wrong_origin: 403,
  second_person_needed: 403,
  not_found: 404,
  conflict: 409,
  someone_answered: 409,
  window_closed: 409,
  nothing_to_answer: 409,
  only_people_in_public: 409,
  private_reply_used: 409,
  private_reply_late: 409,
  private_reply_impossible: 409,
  channel_inactive: 409,
  reconnect_needed: 409,
  gone: 410,
  too_large: 413,
  platform_refused: 422,
  too_many_requests: 429,
  platform_unreachable: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** For what a person can act on. The message is shown to them as it is: what happened, and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
  }
}

/** Two bundles of server code run in one process, so `instanceof` cannot be trusted across them. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}
