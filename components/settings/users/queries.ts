import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { User } from "@/lib/people/shapes";

/** The answer to a new user: the link is told this once, and an external user has none. */
export interface Invited {
  user: User;
  invitationUrl: string | null;
}

export function usersQuery() {
  return queryOptions({
    queryKey: ["users"],
    queryFn: async ({ signal }) => {
      const { users } = await api<{ users: User[] }>("GET", "/api/users", undefined, signal);
      return users;
    },
  });
}
