/**
 * Meta, Send API reference, spring 2026; of comments, what its own screens take. Texts are counted in UTF-16 units,
 * which is never more than Meta counts.
 */
export const facebookLimits = { textLength: 2000, commentLength: 8000, quickReplies: 13 } as const;
