import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { User } from "@/lib/people/shapes";

export function usersQuery() {
  return queryOptions({
    queryKey: ["users"],
    queryFn: async ({ signal }) => {
      const { users } = await api<{ users: User[] }>("GET", "/api/users", undefined, signal);
      return users;
    },
  });
}
