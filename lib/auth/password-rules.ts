/** Rules of a password that the browser can tell as well; long is what makes one strong. */
export const MIN_PASSWORD_LENGTH = 10;
/** Above this, hashing would only cost time. */
export const MAX_PASSWORD_LENGTH = 200;

/** What is wrong with a new password, in words; null when it is fine. */
export function passwordProblem(password: string): string | null {
  if (password.length < MIN_PASSWORD_LENGTH) return `Use at least ${MIN_PASSWORD_LENGTH} characters.`;
  if (password.length > MAX_PASSWORD_LENGTH) return `Use at most ${MAX_PASSWORD_LENGTH} characters.`;
  return null;
}
