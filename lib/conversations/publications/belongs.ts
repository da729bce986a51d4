import type { PublicationRow } from "./tell";

/** What the rule asks of the tree. */
export interface Branches {
  pageExternalId: string;
  find(externalId: string | null): PublicationRow | undefined;
  answersTo(row: PublicationRow): PublicationRow[];
  /** Directly below its post. */
  isTop(row: PublicationRow): boolean;
  /** What it answers, and what that answers, up to the post or to where nobody knows. */
  above(row: PublicationRow): PublicationRow[];
  /** The comment that began the exchange, as far as it is known. */
  topOf(row: PublicationRow): PublicationRow;
  /** When the Page first said something in the exchange that this comment began. */
  firstOfPage(top: PublicationRow): Date | null;
}

/**
 * Whose conversation something said in public stands in, by the platform's id of the contact; null while it stands
 * around others', see docs/decisions/whose-conversation.md. It follows from who said what in answer to what, and more
 * of that never takes back an answer: so the order in which it becomes known makes no difference.
 */
export function whoseConversation(tree: Branches, row: PublicationRow): string | null {
  const { contactExternalId, authorExternalId: author, saidAt } = row;
  if (contactExternalId) return contactExternalId;
  if (!author || !saidAt) return null;

  if (author === tree.pageExternalId) return row.isTold ? whomItAnswers(tree, row) : null;
  return isMatterOfItsOwn(tree, row) ? author : null;
}

/** What the Page said goes to the nearest person above it. */
function whomItAnswers(tree: Branches, row: PublicationRow): string | null {
  for (const above of tree.above(row)) {
    if (above.authorExternalId !== tree.pageExternalId) return above.saidAt ? above.authorExternalId : null;
  }
  return null;
}

function isMatterOfItsOwn(tree: Branches, row: PublicationRow): boolean {
  if (row.isAdopted || isAnswered(tree, row)) return true;
  return row.isTold && (speaksToThePage(tree, row) || goesOnWithThePage(tree, row));
}

function isAnswered(tree: Branches, row: PublicationRow) {
  return tree.answersTo(row).some((answer) => answer.isTold && isByPage(tree, answer));
}

/** On the Page's wall, or below what the same person began there. */
function speaksToThePage(tree: Branches, row: PublicationRow) {
  if (row.kind !== "comment" || tree.isTop(row)) return true;
  const post = tree.find(row.postExternalId);
  const top = tree.topOf(row);
  const began = [post, tree.isTop(top) ? top : undefined];
  return began.some((above) => above?.saidAt && above.authorExternalId === row.authorExternalId);
}

/** The Page has a part in this exchange already. */
function goesOnWithThePage(tree: Branches, row: PublicationRow) {
  const parent = tree.find(row.parentExternalId);
  if (parent && isByPage(tree, parent)) return true;
  const firstOfPage = tree.firstOfPage(tree.topOf(row));
  return firstOfPage !== null && row.saidAt !== null && firstOfPage <= row.saidAt;
}

function isByPage(tree: Branches, { saidAt, authorExternalId }: PublicationRow) {
  return saidAt !== null && authorExternalId === tree.pageExternalId;
}
