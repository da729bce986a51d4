import { useQuery } from "@tanstack/react-query";
import { messagesQuery } from "@/components/conversation/queries";
import { postIdsOf } from "@/components/conversation/thread-state";

const none: string[] = [];

/** The posts under which the loaded messages of the open conversation stand. The thread reads them; here they are seen. */
export function useShownPosts(conversationId: string | null): string[] {
  const { data } = useQuery({
    ...messagesQuery(conversationId ?? ""),
    enabled: false,
    select: postIdsOf,
  });
  return data ?? none;
}
