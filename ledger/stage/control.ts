import http from "node:http";

/**
 * The simulator's control API: what a test may do that no app can. Each call has a connection of its own: one that was
 * kept could be closed at the moment of its use, and nobody would know whether the act was done.
 */
export class Control {
  constructor(readonly url: string) {}

  get = <Answer>(path: string) => this.#call<Answer>("GET", path);
  post = <Answer = unknown>(path: string, body: object | null = {}) => this.#call<Answer>("POST", path, body);
  put = <Answer = unknown>(path: string, body: object) => this.#call<Answer>("PUT", path, body);
  delete = <Answer = unknown>(path: string) => this.#call<Answer>("DELETE", path);

  async #call<Answer>(method: string, path: string, body?: object | null): Promise<Answer> {
    const bytes = body === undefined ? "" : JSON.stringify(body);
    const { status, text } = await ask(`${this.url}/control${path}`, method, bytes);
    if (status !== 200) throw new Error(`${method} /control${path} answered ${status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}

function ask(url: string, method: string, bytes: string): Promise<{ status: number; text: string }> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(bytes) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      response.toArray().then((chunks: Buffer[]) => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      }, reject);
    });
    request.once("error", reject);
    request.end(bytes);
  });
}
