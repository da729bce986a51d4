/** What only the start knows about where the settings came from. */
export interface StartFacts {
  /** The database is the embedded one: DATABASE_URL was not given. */
  embeddedDatabase: boolean;
  /** These secrets were not given; they lie in DATA_DIR. */
  generatedSecrets: ("NEXTAUTH_SECRET" | "ENCRYPTION_KEY")[];
}

// server.ts and Next's routes load separate instances of this module.
const shared = globalThis as typeof globalThis & { pagedeskStartFacts?: StartFacts };

/** Called once by server.ts, before the first request. */
export function rememberStartFacts(facts: StartFacts) {
  shared.pagedeskStartFacts = facts;
}

export function startFacts(): StartFacts {
  return shared.pagedeskStartFacts ?? { embeddedDatabase: false, generatedSecrets: [] };
}
