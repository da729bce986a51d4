const NAME = "pagedesk-files";
const STORE = "files";
/** A browser's own quota is no place for films. */
const LARGEST_BYTES = 30 * 1024 * 1024;
const KEPT_FOR_MS = 48 * 3_600_000;

interface Kept {
  file: File;
  keptAt: number;
}

/** Keeps a copy of what is being uploaded, so that a reload does not have to ask for it. Best effort. */
export async function keepFile(key: string, file: File) {
  if (file.size > LARGEST_BYTES) return;
  await ask("readwrite", (store) => store.put({ file, keptAt: Date.now() } satisfies Kept, key));
}

export async function keptFile(key: string): Promise<File | undefined> {
  const kept = await ask<Kept | undefined>("readonly", (store) => store.get(key));
  return kept?.file;
}

export async function forgetFile(key: string) {
  await ask("readwrite", (store) => store.delete(key));
}

/** What nobody came back for. */
export async function forgetOldFiles() {
  const keys = (await ask<IDBValidKey[]>("readonly", (store) => store.getAllKeys())) ?? [];
  for (const key of keys) {
    const kept = await ask<Kept | undefined>("readonly", (store) => store.get(key));
    if (kept && Date.now() - kept.keptAt > KEPT_FOR_MS) await forgetFile(String(key));
  }
}

/** Undefined also where the browser forbids it: then the file is asked for again after a reload. */
async function ask<Answer>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest,
): Promise<Answer | undefined> {
  try {
    const database = await open();
    try {
      return (await result(request(database.transaction(STORE, mode).objectStore(STORE)))) as Answer;
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function open() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return result(opening);
}

function result<Answer>(request: IDBRequest<Answer>) {
  return new Promise<Answer>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
