/** What the author of a public reply reads when it was turned down. */
export function rejectionWords(approverName: string, reason: string | null): string {
  const words = `${approverName} did not approve this reply, so it was not published`;
  return reason ? `${words}: “${reason}”` : `${words}.`;
}
