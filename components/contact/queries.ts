import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { ContactShape } from "@/lib/contacts/shapes";

export function contactQuery(contactId: string) {
  return queryOptions({
    queryKey: ["contact", contactId],
    queryFn: async ({ signal }) => {
      const { contact } = await api<{ contact: ContactShape }>(
        "GET",
        `/api/contacts/${contactId}`,
        undefined,
        signal,
      );
      return contact;
    },
    staleTime: 30_000,
  });
}
