/** Meta, Send API reference, spring 2026. Texts are counted in UTF-16 units, which is never more than Meta counts. */
export const facebookLimits = { textLength: 2000, quickReplies: 13 } as const;
