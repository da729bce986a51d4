import { describe, expect, test } from "vitest";
import { standInAnswering } from "./graph-stand-in";
import { fetchProfile } from "./profile";

const maria = "7300112233445566";
const credentials = {
  channelExternalId: "1040055501112223",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};

test("a name and a picture", async () => {
  const asked = await standInAnswering(200, {
    first_name: "María",
    last_name: "Solano",
    name: "María Solano",
    profile_pic: "https://cdn.sim/pp.jpg",
    id: maria,
  });

  expect(await fetchProfile(credentials, maria)).toEqual({
    state: "known",
    name: "María Solano",
    pictureUrl: "https://cdn.sim/pp.jpg",
    locale: null,
    timezone: null,
  });
  expect(asked[0]?.url.pathname).toBe(`/v26.0/${maria}`);
  expect(asked[0]?.url.searchParams.get("fields")).toBe("first_name,last_name,name,profile_pic");
});

test("whatever of it is told", async () => {
  await standInAnswering(200, { first_name: "María", last_name: "Solano" });
  expect(await fetchProfile(credentials, maria)).toMatchObject({ name: "María Solano", pictureUrl: null });

  await standInAnswering(200, { last_name: "Solano", name: " ", profile_pic: "javascript:alert(1)" });
  expect(await fetchProfile(credentials, maria)).toMatchObject({ name: "Solano", pictureUrl: null });

  await standInAnswering(200, { profile_pic: "https://cdn.sim/pp.jpg" });
  expect(await fetchProfile(credentials, maria)).toMatchObject({ state: "known", name: null });
});

describe("withheld", () => {
  const refusal = (code: number, error_subcode?: number) => ({
    error: { message: "words", code, error_subcode },
  });

  test.each([
    ["an app that may not see people", 200, { id: maria }],
    ["a person in the EU", 400, refusal(100, 33)],
    ["an account with a phone number only", 400, refusal(2018218)],
    ["the same, as it comes in the field", 400, refusal(100, 2018218)],
    ["no right to the fields", 400, refusal(2018247)],
    ["the same, as it comes in the field", 400, refusal(100, 2018247)],
    ["no consent", 400, refusal(230)],
    ["a Page for games", 403, refusal(10)],
  ])("%s", async (_, status, body) => {
    await standInAnswering(status, body);

    expect(await fetchProfile(credentials, maria)).toMatchObject({
      state: "withheld",
      detail: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  test.each([
    ["a throttle", 400, refusal(613)],
    ["a token that has ended", 400, refusal(190, 463)],
    ["a fault of the platform", 500, refusal(2)],
    ["something that is no answer", 502, "<html>"],
    ["another wrong parameter", 400, refusal(100)],
  ])("not so %s: worth asking again", async (_, status, body) => {
    await standInAnswering(status, body);

    expect(await fetchProfile(credentials, maria)).toMatchObject({ state: "failed" });
  });
});
