import { expect, test } from "vitest";
import { parseEnvironment } from "@/lib/environment";
import { checkConfiguration } from "./check-configuration";

const given = {
  APP_URL: "https://desk.harbor.example",
  DATABASE_URL: "postgresql://db.harbor.example/pagedesk",
  NEXTAUTH_SECRET: "a-secret-of-forty-characters-or-even-more",
  ENCRYPTION_KEY: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  FACEBOOK_APP_ID: "880011223344556",
  FACEBOOK_APP_SECRET: "the-apps-own-secret",
  FACEBOOK_VERIFY_TOKEN: "the-verify-token",
};
const ownFacts = { embeddedDatabase: false, generatedSecrets: [] };
const generated: ("NEXTAUTH_SECRET" | "ENCRYPTION_KEY")[] = ["NEXTAUTH_SECRET", "ENCRYPTION_KEY"];

function check(
  changes: Record<string, string> = {},
  facts: Parameters<typeof checkConfiguration>[1] = ownFacts,
) {
  return checkConfiguration(parseEnvironment({ ...given, ...changes }), facts);
}

function stateOf(name: string, ...circumstances: Parameters<typeof check>) {
  return check(...circumstances).find((setting) => setting.name === name)?.state;
}

test("an installation with everything given has nothing to do", () => {
  expect(check().filter(({ state }) => state !== "ok")).toEqual([]);
});

test("what is not fine always comes with a remedy, what is fine never does", () => {
  const everything = [
    ...check(),
    ...check({ APP_URL: "", FACEBOOK_APP_ID: "", FACEBOOK_APP_SECRET: "", FACEBOOK_VERIFY_TOKEN: "" }),
    ...check({ PROCESS: "worker" }, { embeddedDatabase: true, generatedSecrets: generated }),
    ...check({ LOG_LEVEL: "silent", ADMIN_EMAIL: "ana@harbor.example" }),
  ];
  for (const { state, remedy } of everything) expect(remedy === null).toBe(state === "ok");
});

test("no secret is ever told", () => {
  const told = JSON.stringify(
    check({ ADMIN_EMAIL: "ana@harbor.example", ADMIN_PASSWORD: "a-first-password" }),
  );

  for (const name of [
    "NEXTAUTH_SECRET",
    "ENCRYPTION_KEY",
    "FACEBOOK_APP_SECRET",
    "FACEBOOK_VERIFY_TOKEN",
  ] as const) {
    expect(told).not.toContain(given[name]);
  }
  expect(told).not.toContain("a-first-password");
  expect(told).not.toContain("db.harbor.example");
});

test("Facebook itself needs https, a stand-in on this machine does not", () => {
  expect(stateOf("APP_URL", { APP_URL: "http://localhost:3000" })).toBe("missing");
  const standIn = { FACEBOOK_GRAPH_URL: "http://localhost:3100" };
  expect(stateOf("APP_URL", { APP_URL: "http://localhost:3000", ...standIn })).toBe("ok");
  expect(stateOf("APP_URL", { APP_URL: "http://desk.harbor.example", ...standIn })).toBe("warning");
  expect(stateOf("FACEBOOK_GRAPH_URL", standIn)).toBe("warning");
});

test("each setting of the Facebook app is missed by its name", () => {
  for (const name of ["FACEBOOK_APP_ID", "FACEBOOK_APP_SECRET", "FACEBOOK_VERIFY_TOKEN"]) {
    expect(stateOf(name, { [name]: "" })).toBe("missing");
  }
});

test("secrets that were made here are fine for one process, and not for several machines", () => {
  const facts = { ...ownFacts, generatedSecrets: generated };

  expect(stateOf("NEXTAUTH_SECRET", {}, facts)).toBe("ok");
  expect(stateOf("NEXTAUTH_SECRET", { PROCESS: "web" }, facts)).toBe("warning");
  expect(stateOf("ENCRYPTION_KEY", { PROCESS: "web" }, facts)).toBe("warning");
});

test("a secret that is missing or short is said so", () => {
  expect(stateOf("NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "" })).toBe("missing");
  expect(stateOf("NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "short" })).toBe("warning");
});

test("the embedded database is for one machine", () => {
  expect(stateOf("DATABASE_URL", {}, { ...ownFacts, embeddedDatabase: true })).toBe("ok");
  expect(stateOf("DATABASE_URL", { PROCESS: "web" }, { ...ownFacts, embeddedDatabase: true })).toBe(
    "warning",
  );
});

test("files need a bucket as soon as there are several machines", () => {
  const bucket = { S3_BUCKET: "harbor-files", S3_ENDPOINT: "https://s3.harbor.example" };

  expect(stateOf("S3_BUCKET")).toBe("ok");
  expect(stateOf("S3_BUCKET", { PROCESS: "web" })).toBe("warning");
  expect(stateOf("S3_BUCKET", { PROCESS: "web", ...bucket })).toBe("ok");
  expect(stateOf("S3_BUCKET", { S3_ENDPOINT: bucket.S3_ENDPOINT })).toBe("warning");
  expect(stateOf("S3_SECRET_ACCESS_KEY", { ...bucket, S3_ACCESS_KEY_ID: "harbor" })).toBe("missing");
});

test("deliveries are kept long enough to be opened again after a weekend", () => {
  expect(stateOf("DELIVERY_RETENTION_DAYS")).toBe("ok");
  expect(stateOf("DELIVERY_RETENTION_DAYS", { DELIVERY_RETENTION_DAYS: "2" })).toBe("warning");
});

test("an admin in the environment needs both halves", () => {
  expect(stateOf("ADMIN_PASSWORD", { ADMIN_EMAIL: "ana@harbor.example" })).toBe("warning");
  expect(stateOf("ADMIN_EMAIL", { ADMIN_PASSWORD: "a-first-password" })).toBe("warning");
});

test.each([
  ["info", "ok"],
  ["error", "ok"],
  ["debug", "warning"],
  ["silent", "warning"],
])("log level %s is %s", (level, state) => {
  expect(stateOf("LOG_LEVEL", { LOG_LEVEL: level })).toBe(state);
});
