import { AsyncLocalStorage } from "node:async_hooks";
import { environmentManager } from "@tanstack/react-query";
import { io, type Socket } from "socket.io-client";
import { socketOptions } from "@/components/realtime/keep-live";

const browsing = new AsyncLocalStorage<Browser>();
const network = globalThis.fetch;

/**
 * The browser's code asks for paths of our own API; here many browsers live in one process, and each asks with its own
 * cookie, at the workspace's public address.
 */
export function actAsBrowsers() {
  environmentManager.setIsServer(() => false);
  globalThis.fetch = (input, init) => {
    if (typeof input !== "string" || !input.startsWith("/")) return network(input, init);
    const browser = browsing.getStore();
    if (!browser) throw new Error(`Nobody's browser asks for ${input}.`);
    return browser.fetch(input, init);
  };
}

/** One person's browser: where the workspace is, and the cookies that it gave. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  /** Whatever asks for something inside, now or later, asks as this browser. */
  run<Result>(work: () => Result): Result {
    return browsing.run(this, work);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", this.#cookie);
    const response = await network(`${this.origin}${path}`, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", ...value] = cookie.split(";")[0]!.split("=");
      this.#cookies.set(name, value.join("="));
    }
    return response;
  }

  /** @throws Error when the name or the password is wrong. */
  async signIn(email: string, password: string) {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, email, password, json: "true" });
    await this.fetch("/api/auth/callback/credentials", { method: "POST", body });
    if (!this.#cookie.includes("session-token=")) throw new Error(`${email} could not sign in.`);
  }

  socket(): Socket {
    return this.run(() =>
      io(this.origin, { ...socketOptions, forceNew: true, extraHeaders: { cookie: this.#cookie } }),
    );
  }

  get #cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
