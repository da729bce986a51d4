/** Of one message: with its text it becomes that many messages of the platform and one more. */
export const MOST_ATTACHMENTS = 10;

/** An upload that broke off and was not taken up again for this long is swept. */
export const UNFINISHED_HOURS = 24;

/** A finished one may lie in a draft for longer: over a weekend, or somebody's days off. */
export const UNSENT_DAYS = 7;

/** A megabyte as the platform and file managers count it. */
export const MEGABYTE = 1024 * 1024;
