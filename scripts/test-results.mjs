/**
 * How many tests passed and failed in one stage.
 *
 * @typedef {{ passed: number, failed: number }} Result
 */

/** A stage without tests of its own counts as one check. */
export const PASSED = { passed: 1, failed: 0 };
export const FAILED = { passed: 0, failed: 1 };

/**
 * Reads Vitest's JSON report. A file that could not even be loaded has no failed test in it, and counts as one.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numFailedTestSuites: number, success: boolean }} report
 * @returns {Result}
 */
export function vitestResult({ numPassedTests, numFailedTests, success }) {
  return { passed: numPassedTests, failed: success ? numFailedTests : Math.max(1, numFailedTests) };
}

/**
 * Reads Playwright's JSON report. A test that passed at a second try is "flaky" there and passed here.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} report
 * @returns {Result}
 */
export function playwrightResult({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * Reads the ledger's report. A run without planted defects is one test; each planted defect that was named is one, and
 * whatever was named besides is a failure.
 *
 * @param {{ planted: unknown[], unnoticed: unknown[], besides: unknown[], events: number }} report
 * @returns {Result}
 */
export function ledgerResult({ planted, unnoticed, besides, events }) {
  if (events === 0) return FAILED;
  const strayed = besides.length > 0 ? 1 : 0;
  if (planted.length === 0) return { passed: 1 - strayed, failed: strayed };
  return { passed: planted.length - unnoticed.length, failed: unnoticed.length + strayed };
}

/**
 * What a stage's command ended with and what its report says must agree; where they do not, something failed.
 *
 * @param {Result | null} reported null when the stage left no report
 * @param {boolean} succeeded
 * @returns {Result}
 */
export function settle(reported, succeeded) {
  if (!reported || reported.passed + reported.failed === 0) return FAILED;
  return succeeded ? reported : { ...reported, failed: Math.max(1, reported.failed) };
}

/**
 * @param {Result[]} results
 * @returns {Result}
 */
export function sum(results) {
  return results.reduce(
    (all, { passed, failed }) => ({ passed: all.passed + passed, failed: all.failed + failed }),
    { passed: 0, failed: 0 },
  );
}
