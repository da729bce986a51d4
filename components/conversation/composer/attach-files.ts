import { showToast } from "@/components/ui/toast";

/** The program that uploads comes with the first file. */
export const loadUploads = () => import("../uploads/upload-store");

/** Puts chosen, dropped or pasted files into the composer. */
export function attachFiles(conversationId: string, files: Iterable<File> | null) {
  const chosen = [...(files ?? [])];
  if (chosen.length === 0) return;
  loadUploads()
    .then(({ addFiles }) => addFiles(conversationId, chosen))
    .catch(() =>
      showToast("Files can't be attached while Pagedesk can't be reached. Try again in a moment."),
    );
}
