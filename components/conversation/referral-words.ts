const sources: Record<string, string> = {
  link: "through an m.me link",
  ad: "from an ad",
  search: "from the search in Messenger",
  page_button: "from the Page's button",
  plugin: "from the chat on the website",
  opt_in: "from an opt-in",
  comment: "from a comment",
  product: "from a product",
  other: "from elsewhere on Facebook",
};

/** "from an ad “Autumn roast”, reference autumn-24": where somebody came from, to follow "came". */
export function referralWords(referral: object): string {
  const told = referral as Record<string, unknown>;
  const text = (name: string) => (typeof told[name] === "string" && told[name] !== "" ? told[name] : null);
  const title = text("adTitle") ? ` “${text("adTitle")}”` : "";
  const ref = text("ref") ? `, reference ${text("ref")}` : "";

  return `${sources[text("source") ?? "other"] ?? sources.other}${title}${ref}`;
}
