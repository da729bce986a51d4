/** The one place where time comes from; rules about time take `now` as an argument. */
export const clock = { now: () => new Date() };
