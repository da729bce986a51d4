import { expect, test } from "vitest";
import { startSettings } from "./start-settings.mjs";

test("an empty environment starts the demo on the default ports", () => {
  expect(startSettings({}, "/srv/pagedesk")).toEqual({
    port: 3000,
    url: "http://localhost:3000",
    dataDir: "/srv/pagedesk/.data",
    servesRequests: true,
    demo: true,
    simulatorPort: 3100,
  });
});

test.each([
  [{ FACEBOOK_APP_ID: "42" }, false],
  [{ FACEBOOK_APP_ID: "42", DEMO: "1" }, true],
  [{ DEMO: "0" }, false],
  [{ DEMO: "" }, true],
  [{ PROCESS: "worker" }, false],
  [{ PROCESS: "web" }, true],
])("%j: demo %s", (env, demo) => {
  expect(startSettings(env, "/srv").demo).toBe(demo);
});

test("addresses and folders are taken as given", () => {
  const settings = startSettings(
    { PORT: "8080", APP_URL: "https://desk.example/", DATA_DIR: "/var/desk" },
    "/srv",
  );
  expect(settings).toMatchObject({ port: 8080, url: "https://desk.example", dataDir: "/var/desk" });
  expect(startSettings({ PORT: "8080" }, "/srv").url).toBe("http://localhost:8080");
});

test.each(["http", "0", "70000"])("the port %s is refused with the variable's name", (PORT) => {
  expect(() => startSettings({ PORT }, "/srv")).toThrow("PORT must be a port number.");
});
