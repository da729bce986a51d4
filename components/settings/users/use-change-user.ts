import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { User, UserChanges } from "@/lib/people/shapes";
import { usersQuery } from "./queries";

/** Changes one user and puts the answer into the list; what the server refused is said and changes nothing. */
export function useChangeUser(user: User) {
  const cache = useQueryClient();

  return useMutation({
    mutationFn: async (changes: UserChanges) => {
      const answer = await api<{ user: User }>("PATCH", `/api/users/${user.id}`, changes);
      return answer.user;
    },
    networkMode: "always",
    onSuccess: (changed) => {
      cache.setQueryData(usersQuery().queryKey, (users) =>
        users?.map((one) => (one.id === changed.id ? changed : one)),
      );
      void cache.invalidateQueries({ queryKey: ["agents"] });
    },
    onError: (error) => showToast(errorMessage(error)),
  });
}
