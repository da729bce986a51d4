import { limitReached } from "./graph-error";
import { HistoryAllowance } from "./history-allowance";

interface Level {
  callCount: number;
  code: number | null;
  /** How long a refused Page is told to wait. */
  regainMinutes?: number | undefined;
  /** Each kind of call has an allowance of its own; absent = what is told counts for all. */
  type?: CallType | undefined;
}

export type CallType = "messenger" | "pages";

const REGAIN_MINUTES = 5;

/** How much of its allowance an app or a Page has used, in percent: set by the control API, shown on every answer. */
export class Usage {
  readonly history: HistoryAllowance;
  #app: Level = { callCount: 1, code: null };
  readonly #pages = new Map<string, Level>();

  constructor(historyPerSecond: number | null) {
    this.history = new HistoryAllowance(historyPerSecond);
  }

  set(pageId: string | null, level: Level): void {
    if (pageId) this.#pages.set(pageId, level);
    else this.#app = level;
  }

  clear(): void {
    this.#app = { callCount: 1, code: null };
    this.#pages.clear();
    this.history.clear();
  }

  /** Refuses above 100 percent. */
  check(pageId: string | null, messenger: boolean): void {
    const page = this.#levelOf(pageId, messenger);
    if (page && page.callCount > 100) throw limitReached(page.code ?? (messenger ? 80006 : 32));
    if (this.#app.callCount > 100) throw limitReached(this.#app.code ?? 4);
  }

  headers(pageId: string | null, messenger: boolean): Record<string, string> {
    const { callCount } = this.#app;
    const headers: Record<string, string> = {
      "X-App-Usage": JSON.stringify({ call_count: callCount, total_time: 1, total_cputime: 1 }),
    };
    if (pageId)
      headers["X-Business-Use-Case-Usage"] = JSON.stringify({ [pageId]: [this.#pageUse(pageId, messenger)] });
    return headers;
  }

  #levelOf(pageId: string | null, messenger: boolean): Level | undefined {
    const level = pageId ? this.#pages.get(pageId) : undefined;
    return !level?.type || level.type === (messenger ? "messenger" : "pages") ? level : undefined;
  }

  #pageUse(pageId: string, messenger: boolean): object {
    const { callCount, regainMinutes = REGAIN_MINUTES } = this.#levelOf(pageId, messenger) ?? {
      callCount: 1,
    };
    return {
      type: messenger ? "messenger" : "pages",
      call_count: callCount,
      total_cputime: 1,
      total_time: 1,
      estimated_time_to_regain_access: callCount > 100 ? regainMinutes : 0,
    };
  }
}
