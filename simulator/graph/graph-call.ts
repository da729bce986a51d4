import type { Platform } from "../platform";
import type { Page, Token } from "../world/entities";
import { badParameter } from "./graph-error";

/** One call as an endpoint sees it: query and body are one set of parameters, as on the platform. */
export class GraphCall {
  /** Who called, for the call log and the usage headers. */
  token: Token | null = null;
  page: Page | null = null;
  /** Whether the call counts as Messenger use. */
  messenger = false;
  readonly #afterAnswer: (() => void)[] = [];

  constructor(
    readonly platform: Platform,
    readonly method: string,
    readonly version: string,
    /** The path without version, in its parts. */
    readonly path: string[],
    readonly params: Readonly<Record<string, unknown>>,
    readonly files: ReadonlyMap<string, File>,
    readonly bearer: string | null,
  ) {}

  get now(): number {
    return this.platform.clock.now();
  }

  text(name: string): string | null {
    const value = this.params[name];
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }

  /** An object or list, given as JSON or, in forms and queries, as JSON in a string. */
  json(name: string): unknown {
    const value = this.params[name];
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw badParameter(`param ${name} must be valid JSON.`);
    }
  }

  record(name: string): Record<string, unknown> | null {
    const value = this.json(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== "object" || Array.isArray(value))
      throw badParameter(`param ${name} must be an object.`);
    return value as Record<string, unknown>;
  }

  /** A list, given as JSON or separated by commas. */
  list(name: string): string[] | null {
    const value = this.params[name];
    if (value === undefined || value === null) return null;
    if (Array.isArray(value)) return value.map(String);
    const text = String(value).trim();
    if (text.startsWith("[")) return (this.json(name) as unknown[]).map(String);
    return text.split(",").map((part) => part.trim());
  }

  limit(fallback: number, highest: number): number {
    const given = Number(this.text("limit") ?? fallback);
    return Number.isInteger(given) && given > 0 ? Math.min(given, highest) : fallback;
  }

  /** For what the platform does once its answer is out: echoes never overtake it. */
  afterAnswer(act: () => void): void {
    this.#afterAnswer.push(act);
  }

  answered(): void {
    for (const act of this.#afterAnswer.splice(0)) act();
  }
}

export interface GraphAnswer {
  status?: number;
  body: unknown;
}
