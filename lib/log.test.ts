import pino from "pino";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { users } from "@/db/schema/people";
import { logOptions } from "./log";

/** What is written for an entry, as one text. */
function written(entry: object): string {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  pino({ serializers: logOptions.serializers }, stream).error(entry, "request failed");
  return lines.join("");
}

test("a failed query tells the database's words and where it stood, not its parameters", async () => {
  const secret = "scrypt$of-somebody";
  const user = {
    name: "María\n    at home",
    role: "agent",
    email: "twice@harbor.example",
    passwordHash: secret,
  } as const;
  await db.insert(users).values(user);
  const error = await db
    .insert(users)
    .values(user)
    .catch((cause: unknown) => cause);

  const text = written({ err: error });
  expect(text).not.toContain(secret);
  expect(text).not.toContain("María");
  expect(text).toContain("users_email");
  expect(text).toContain("log.test.ts");
});

test("any other error is told whole", () => {
  const text = written({ err: new Error("the disk is full", { cause: new Error("ENOSPC") }) });

  expect(text).toContain("the disk is full");
  expect(text).toContain("ENOSPC");
  expect(text).toContain("log.test.ts");
});
