export interface Attempt {
  at: number;
  /** What the receiver answered; 0 = nothing, or dropped on the way by the mood. */
  status: number;
  ms: number;
}

export type DeliveryState = "held" | "waiting" | "sending" | "retrying" | "delivered" | "lost";

/** One POST to one app. */
export interface Delivery {
  id: string;
  appId: string;
  pageId: string;
  /** Deliveries that share a lane go out one after the other; empty = no order. */
  lanes: string[];
  bytes: string;
  /** How many events are in it; absent in what an earlier version kept. */
  elements?: number;
  state: DeliveryState;
  attempts: Attempt[];
  firstAttemptAt: number | null;
  nextAttemptAt: number | null;
}

const SECOND_MS = 1_000;

/** After the first failure, counted from the first attempt (reference 11.3). */
const RETRY_AFTER_MS = [0, 5 * SECOND_MS, 30 * SECOND_MS, 300 * SECOND_MS, 900 * SECOND_MS];

/** Then the Page is taken off the app's webhook. */
export const GIVE_UP_AFTER_MS = 3_600 * SECOND_MS;

/** When a delivery that failed for the nth time is tried again; null = never, it only waits to be given up. */
export function nextAttempt(delivery: Delivery, retryAfterMs: number[] | null = null): number | null {
  const afterMs = (retryAfterMs ?? RETRY_AFTER_MS)[delivery.attempts.length - 1];
  return afterMs === undefined ? null : (delivery.firstAttemptAt ?? 0) + afterMs;
}
