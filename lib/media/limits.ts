/** The largest file that is copied, sent or taken: Facebook's own limit for an attachment. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

/** Its words, for people. */
export const MAX_FILE_WORDS = "25 MB";
