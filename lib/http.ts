import { ZodError } from "zod";
import { env } from "./env";
import { AppError, errorStatus, isAppError } from "./errors";
import { log } from "./log";
import { storable } from "./storable";

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

const MAX_BODY_BYTES = 1_000_000;

/**
 * Wraps a route handler: refuses writes from other origins, and answers errors in the contract's envelope.
 * An unknown error is logged whole and answered with nothing.
 */
export function route<Context = unknown>(handler: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      refuseForeignOrigin(request);
      return await handler(request, context);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/**
 * The JSON body of a request.
 *
 * @param absent what stands for a body where the request has none; without it there must be one.
 * @throws AppError `bad_request` when it is not JSON, `too_large` above 1 MB.
 */
export async function readJson(request: Request, absent?: unknown): Promise<unknown> {
  const text = await readText(request);
  if (text === "" && absent !== undefined) return absent;
  try {
    return storable(JSON.parse(text));
  } catch (cause) {
    throw new AppError("bad_request", "The request must carry JSON.", { cause });
  }
}

/** Piece by piece: nobody makes us hold more in memory than we would take. */
async function readText({ body }: Request) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new AppError("too_large", "This request is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function errorResponse(error: unknown): Response {
  if (error instanceof ZodError) return errorResponse(invalid(error));
  if (isAppError(error)) {
    const { code, message, details } = error;
    return Response.json({ error: { code, message, details: details ?? {} } }, { status: errorStatus[code] });
  }
  log.error({ err: error }, "request failed");
  const message = "Something went wrong on our side. Nothing was lost; please try again.";
  return Response.json({ error: { code: "internal", message, details: {} } }, { status: 500 });
}

function invalid(error: ZodError) {
  const [first] = error.issues;
  const field = first?.path.join(".") || "The request";
  return new AppError("invalid", `${field}: ${first?.message ?? "is not valid"}`, {
    details: { issues: error.issues.map(({ path, message }) => ({ path: path.join("."), message })) },
  });
}

/** Browsers always name the origin of a write; programs outside a browser name none and carry no ambient cookie. */
function refuseForeignOrigin(request: Request) {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  if (!origin) return;
  if (origin === new URL(env.APP_URL).origin) return;
  if (URL.canParse(origin) && new URL(origin).host === request.headers.get("host")) return;

  throw new AppError("wrong_origin", "This request came from another site and was refused.");
}
