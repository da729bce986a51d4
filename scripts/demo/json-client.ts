/** Speaks JSON to one address, keeps its cookies, and turns every refusal into a sentence. */
export interface JsonClient {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer = unknown>(path: string, body?: unknown): Promise<Answer>;
  put<Answer = unknown>(path: string, body: unknown): Promise<Answer>;
  /** As a browser sends a form. */
  postForm<Answer = unknown>(path: string, fields: Record<string, string>): Promise<Answer>;
}

const TIMEOUT_IN_MS = 120_000;

/** @throws Error that names the call and the answer, from each of its methods. */
export function jsonClient(origin: string): JsonClient {
  const cookies = new Map<string, string>();

  async function call<Answer>(method: string, path: string, body?: string, type = "application/json") {
    const headers = new Headers({
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    });
    if (body !== undefined) headers.set("content-type", type);
    const signal = AbortSignal.timeout(TIMEOUT_IN_MS);
    const response = await fetch(`${origin}${path}`, { method, headers, body, signal, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);

    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : null) as Answer;
  }

  function keep(cookie: string) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name) cookies.set(name, value ?? "");
  }

  return {
    get: (path) => call("GET", path),
    post: (path, body = {}) => call("POST", path, JSON.stringify(body)),
    put: (path, body) => call("PUT", path, JSON.stringify(body)),
    postForm: (path, fields) =>
      call("POST", path, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded"),
  };
}
