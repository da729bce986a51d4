import type { ComposerDraft } from "../outbox/draft-store";

type Text = Pick<ComposerDraft, "text" | "mentionsContact">;

/** Whether the contact is told of a text: somebody wanted it, and the name still stands in it. */
export function isMentioned({ text, mentionsContact }: Text, mention: string): boolean {
  return mentionsContact && text.includes(mention);
}

/** Puts the name where the cursor stands, or takes it out again. */
export function toggleMention(draft: Text, mention: string, cursor: number): Text {
  const { text } = draft;
  if (isMentioned(draft, mention)) {
    return { text: text.replace(`${mention} `, "").replace(mention, ""), mentionsContact: false };
  }
  if (text.includes(mention)) return { text, mentionsContact: true };

  const before = text.slice(0, cursor);
  const space = before === "" || /\s$/.test(before) ? "" : " ";
  return { text: `${before}${space}${mention} ${text.slice(cursor).trimStart()}`, mentionsContact: true };
}
