/**
 * An address that opens Messenger with the Page. Meta, m.me links: the reference may hold letters, digits, `-`, `_`
 * and `=`, up to 2,083 of them; it comes back with what the person writes there.
 */
export function messengerLink(pageId: string, reference: string): string {
  const allowed = reference.replaceAll(/[^A-Za-z0-9_=-]/g, "-").slice(0, 2083);
  return `https://m.me/${encodeURIComponent(pageId)}?ref=${allowed}`;
}
