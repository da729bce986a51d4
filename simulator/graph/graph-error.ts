interface GraphErrorGiven {
  code: number;
  subcode?: number | null | undefined;
  message: string;
  status?: number | undefined;
  type?: "OAuthException" | "GraphMethodException" | undefined;
  transient?: boolean | undefined;
  /** The word in `WWW-Authenticate`; only where the platform sends that header. */
  challenge?: "invalid_token" | "invalid_request" | "invalid_code" | undefined;
}

/** A refusal, in the words and numbers of the platform (reference 4.9, 10.5). */
export class GraphError extends Error {
  readonly code: number;
  readonly subcode: number | null;
  readonly status: number;
  readonly type: string;
  readonly transient: boolean;
  readonly challenge: string | null;

  constructor(given: GraphErrorGiven) {
    super(given.message);
    this.code = given.code;
    this.subcode = given.subcode ?? null;
    this.status = given.status ?? defaultStatus(given.code);
    this.type = given.type ?? "OAuthException";
    this.transient = given.transient ?? TRANSIENT.has(given.code);
    this.challenge = given.challenge ?? (AUTH.has(given.code) ? "invalid_token" : null);
  }

  envelope(traceId: string): object {
    return {
      error: {
        message: this.message,
        type: this.type,
        code: this.code,
        ...(this.subcode === null ? {} : { error_subcode: this.subcode }),
        ...(this.transient ? { is_transient: true } : {}),
        fbtrace_id: traceId,
      },
    };
  }

  /** `WWW-Authenticate` for errors about tokens and codes. */
  headers(): Record<string, string> {
    if (!this.challenge) return {};
    const text = this.message.replaceAll('"', "'");
    return { "WWW-Authenticate": `OAuth "Facebook Platform" "${this.challenge}" "${text}"` };
  }
}

const TRANSIENT: ReadonlySet<number> = new Set([-1, 1, 2, 4, 17, 32, 613, 80001, 80002, 80006]);
const AUTH: ReadonlySet<number> = new Set([104, 190, 2500]);

/** 400 for most, 403 for permissions, 500 for the platform's own trouble (reference 10.5). */
export function defaultStatus(code: number): number {
  if (code === 1 || code === 2 || code === -1) return 500;
  return code === 200 ? 403 : 400;
}

export function badParameter(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, subcode, message: `(#100) ${message}` });
}

/** One answer for "is not there" and "you may not see it". */
export function notVisible(id: string, method = "get"): GraphError {
  return new GraphError({
    code: 100,
    subcode: 33,
    type: "GraphMethodException",
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });
}

export function missingPermission(permission: string, withdrawn: boolean): GraphError {
  return withdrawn
    ? new GraphError({
        code: 10,
        status: 403,
        message: `(#10) Application does not have permission for this action: ${permission} was removed`,
      })
    : new GraphError({ code: 200, message: `(#200) Requires ${permission} permission to manage the object` });
}

/** Too many calls, in the words that go with the code. */
export function limitReached(code: number): GraphError {
  const texts: Record<number, string> = {
    4: "Application request limit reached",
    17: "User request limit reached",
    32: "Page request limit reached",
    613: "Calls to this api have exceeded the rate limit.",
  };
  return new GraphError({
    code,
    message: `(#${code}) ${texts[code] ?? "There have been too many calls to this business use case. Wait a bit and try again."}`,
    transient: true,
  });
}
