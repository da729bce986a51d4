import { storage } from "@/lib/storage/storage";

/** The job `delete-files`: what nothing shows any more leaves the storage. */
export async function deleteFiles({ keys }: { keys: string[] }) {
  for (const key of keys) await storage().delete(key);
}
