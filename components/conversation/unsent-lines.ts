/** What stands at a message that has not gone: one piece of code, fetched together. */
export { FailureLine } from "./failure-line";
export { TakeBackButton, WaitingLine } from "./waiting-line";
