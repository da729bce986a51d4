/** Why an element of a delivery has no place in a conversation, in words. Browser-safe. */
export const setAsideWords: Record<string, string> = {
  unknown_page: "For a Page that isn't connected here",
  not_supported: "Of a kind that Pagedesk doesn't show yet",
  no_contact: "About nobody in particular",
  page_notice: "A notice to the Page, not part of a conversation",
  not_a_page_event: "Not about a Page",
  taken_out: "Taken out by an admin, for what followed could not be applied",
  not_an_object: "Not readable",
  malformed: "Not readable",
};
