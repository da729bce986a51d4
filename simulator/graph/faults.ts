import { GraphError } from "./graph-error";

export interface FaultGiven {
  method?: string | undefined;
  /** A regular expression over the path without its version. */
  path?: string | undefined;
  /** A regular expression over its parameters, each as `name=value` on a line of its own. */
  params?: string | undefined;
  status?: number | undefined;
  code?: number | undefined;
  subcode?: number | undefined;
  message?: string | undefined;
  times?: number | undefined;
  /** `after` = the work is done, then the error. */
  when?: "before" | "after" | undefined;
  delayMs?: number | undefined;
  /** Never answers. */
  hang?: boolean | undefined;
  /** The socket is destroyed. */
  cut?: boolean | undefined;
}

export interface Fault extends FaultGiven {
  id: string;
  left: number;
}

/** Things that go wrong because a test says so, each a given number of times. */
export class Faults {
  #faults: Fault[] = [];
  #count = 0;

  add(given: FaultGiven): Fault {
    this.#count += 1;
    const fault = { ...given, id: `fault-${this.#count}`, left: given.times ?? 1 };
    this.#faults.push(fault);
    return fault;
  }

  /** The first fault that fits this call; it is used up by one. */
  take(method: string, path: string, params: Record<string, unknown>): Fault | null {
    const lines = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
    const fault = this.#faults.find(
      (candidate) =>
        (!candidate.method || candidate.method.toUpperCase() === method) &&
        (!candidate.path || new RegExp(candidate.path).test(path)) &&
        (!candidate.params || new RegExp(candidate.params, "m").test(lines.join("\n"))),
    );
    if (!fault) return null;

    fault.left -= 1;
    if (fault.left <= 0) this.#faults = this.#faults.filter((kept) => kept !== fault);
    return fault;
  }

  list(): Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }
}

/** The refusal a fault asks for, or null where it only delays. */
export function faultError(fault: Fault): GraphError | null {
  if (fault.code === undefined && fault.status === undefined) return null;
  const code = fault.code ?? 2;
  return new GraphError({
    code,
    subcode: fault.subcode,
    status: fault.status,
    message: fault.message ?? `(#${code}) An unexpected error has occurred. Please retry your request later.`,
  });
}
