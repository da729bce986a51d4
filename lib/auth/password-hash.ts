import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

export interface ScryptCost {
  /** Work factor as a power of two; memory is 128 * blockSize * 2 ** logN bytes. */
  logN: number;
  blockSize: number;
  parallelism: number;
}

/** 32 MB and about a quarter of a second on a small machine. */
const defaultCost: ScryptCost = { logN: 15, blockSize: 8, parallelism: 3 };

const KEY_BYTES = 32;

/** Verified when nobody has the given address, so that strangers cannot learn by the clock who works here. */
const NOBODYS_HASH = "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** A hash that carries its own parameters and salt: `scrypt$logN$blockSize$parallelism$salt$key`. */
export async function hashPassword(password: string, cost: ScryptCost = defaultCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password, salt, cost);
  const parameters = [cost.logN, cost.blockSize, cost.parallelism];
  return ["scrypt", ...parameters, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Takes as long for an unknown user (`null`) as for a wrong password. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const known = parseHash(hash ?? NOBODYS_HASH);
  const key = await deriveKey(password, known.salt, known.cost);
  return timingSafeEqual(key, known.key) && hash !== null;
}

function parseHash(hash: string) {
  const [, logN, blockSize, parallelism, salt = "", key = ""] = hash.split("$");
  return {
    cost: { logN: Number(logN), blockSize: Number(blockSize), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

/** Keyboards compose accents differently; the same word must give the same key on each of them. */
function deriveKey(password: string, salt: Buffer, { logN, blockSize, parallelism }: ScryptCost) {
  const options: ScryptOptions = {
    N: 2 ** logN,
    r: blockSize,
    p: parallelism,
    maxmem: 2 * 128 * blockSize * 2 ** logN,
  };
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
