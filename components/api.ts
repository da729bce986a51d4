/** An answer in the contract's error envelope. `message` is written for people and can be shown as it is. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Calls our own HTTP API and returns its JSON, or `undefined` where there is none (204).
 *
 * @throws ApiError with the server's code, or with code `unreachable` and status 0 when no answer came.
 */
export async function api<Answer>(method: Method, path: string, body?: unknown, signal?: AbortSignal) {
  const response = await reach(method, path, body, signal);
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => undefined));
  if (response.status === 204) return undefined as Answer;

  // Whether the connection broke before the answer or in the middle of it, nobody knows what became of the call.
  return (await response.json().catch((cause) => unreachable(cause, signal))) as Answer;
}

async function reach(method: Method, path: string, body: unknown, signal?: AbortSignal) {
  const headers: HeadersInit = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    return unreachable(cause, signal);
  }
}

function unreachable(cause: unknown, signal?: AbortSignal): never {
  if (signal?.aborted) throw cause;
  const words = "Pagedesk can't be reached right now. Nothing was lost; try again in a moment.";
  throw new ApiError(0, "unreachable", words);
}

function refusal(status: number, answer: unknown) {
  const { error } = (answer ?? {}) as {
    error?: { code?: string; message?: string; details?: Record<string, unknown> };
  };
  const message = error?.message ?? "Something went wrong on our side. Nothing was lost; please try again.";
  return new ApiError(status, error?.code ?? "internal", message, error?.details);
}

/** What to show a person about any error that a query or mutation ended in. */
export function errorMessage(error: unknown): string {
  return error instanceof ApiError
    ? error.message
    : "Something unexpected happened here. Reload the page and try again.";
}
