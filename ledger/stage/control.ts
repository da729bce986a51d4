/** The simulator's control API: what a test may do that no app can. */
export class Control {
  constructor(readonly url: string) {}

  get = <Answer>(path: string) => this.#call<Answer>("GET", path);
  post = <Answer = unknown>(path: string, body: object | null = {}) => this.#call<Answer>("POST", path, body);
  put = <Answer = unknown>(path: string, body: object) => this.#call<Answer>("PUT", path, body);
  delete = <Answer = unknown>(path: string) => this.#call<Answer>("DELETE", path);

  async #call<Answer>(method: string, path: string, body?: object | null): Promise<Answer> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /control${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}
