import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash";

const cheap = { logN: 4, blockSize: 8, parallelism: 1 };

test("a password opens what it closed, and no other does", async () => {
  const hash = await hashPassword("harbor coffee");

  expect(await verifyPassword("harbor coffee", hash)).toBe(true);
  expect(await verifyPassword("harbor Coffee", hash)).toBe(false);
  expect(await verifyPassword("", hash)).toBe(false);
});

test("a hash carries its parameters, so that old ones stay good when the cost is raised", async () => {
  const hash = await hashPassword("harbor coffee", cheap);

  expect(hash).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword("harbor coffee", hash)).toBe(true);
});

test("the same password twice gives two hashes", async () => {
  expect(await hashPassword("harbor coffee", cheap)).not.toBe(await hashPassword("harbor coffee", cheap));
});

test("an accent typed on another keyboard is the same letter", async () => {
  const hash = await hashPassword("caf\u00e9 del puerto", cheap);

  expect(await verifyPassword("cafe\u0301 del puerto", hash)).toBe(true);
});

test("nobody's password is never right", async () => {
  expect(await verifyPassword("harbor coffee", null)).toBe(false);
});
