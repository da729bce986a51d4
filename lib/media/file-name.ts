const LONGEST = 150;

/** The file name at the end of an address, where it has one with an extension. */
export function fileNameIn(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const last = decoded(new URL(address).pathname.split("/").at(-1) ?? "");
  const name = storableName(last);
  return /\.\w{1,8}$/.test(name) ? name : undefined;
}

/** Without what steers terminals, directions of writing, or folders, and never hidden. */
export function storableName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, "")
    .replace(/^[\s.]+/, "")
    .trim()
    .slice(-LONGEST);
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
