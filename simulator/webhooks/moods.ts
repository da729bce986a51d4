export interface Moods {
  /** Nothing goes out until it is released. */
  hold: boolean;
  /** The share of attempts, 0 to 1, that get lost on the way and are retried. */
  drop: number;
  /** How often each delivery arrives. */
  repeat: number;
  /** The share of deliveries, 0 to 1, that get lost on the way and are never tried again. */
  forget: number;
  shuffle: boolean;
  delayMs: number;
  /** How many events are gathered into one POST. */
  perDelivery: number;
  /** Pauses after the first failure, in milliseconds from the first attempt; null = the platform's own. */
  retryAfterMs: number[] | null;
}

export const CALM: Moods = {
  hold: false,
  drop: 0,
  forget: 0,
  repeat: 1,
  shuffle: false,
  delayMs: 0,
  perDelivery: 1,
  retryAfterMs: null,
};
