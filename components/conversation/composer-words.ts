import type { ComposerState } from "./composer-private-state";

/** What the composer and its field are called, and what stands in the field while it is empty. */
export function composerWords({ place }: Pick<ComposerState, "place">, name: string) {
  switch (place) {
    case "note":
      return {
        region: "Write a note",
        label: "Note for colleagues",
        placeholder: "A note that only colleagues see",
      };
    case "public_comment":
      return {
        region: "Write a public reply",
        label: `Public reply to ${name}`,
        placeholder: `Answer ${name} for everyone to see`,
      };
    case "private_reply":
      return {
        region: "Write a private reply",
        label: `Private reply to ${name}`,
        placeholder: `One message that only ${name} sees`,
      };
    case "thread":
      return { region: "Write a reply", label: `Reply to ${name}`, placeholder: `Write to ${name}` };
    default:
      return place satisfies never;
  }
}
