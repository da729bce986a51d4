import { expect, test } from "vitest";
import { isPublicContent, speaksOfChannel } from "./heed-refusal";

const PAGE = "1040055501112223";
const send = `/${PAGE}/messages`;
const profile = "/7300112233445566";

test.each<[code: number, subcode: number | null, path: string, speaks: boolean]>([
  [190, 460, send, true],
  [190, null, profile, true],
  [190, 460, `/${PAGE}/conversations`, true],
  [10, null, send, true],
  [10, 2018278, send, false],
  [10, 2018300, send, false],
  [10, 1893063, send, true],
  [200, null, send, true],
  [200, 2018028, send, true],
  [200, 1545041, send, false],
  [100, 33, send, true],
  [100, 33, `/${PAGE}/conversations`, true],
  [100, null, send, false],
  [100, 2018001, send, false],
  [551, 1545041, send, false],
  [613, null, send, false],
  [2, null, send, false],
  // A refused field is the subscription's own matter.
  [200, null, `/${PAGE}/subscribed_apps`, false],
  [190, 460, `/${PAGE}/subscribed_apps`, true],
  // A person's profile is theirs to withhold.
  [100, 33, profile, false],
  [10, null, profile, false],
  [2018247, null, profile, false],
])("%i/%s of %s speaks of the channel: %s", (code, subcode, path, speaks) => {
  expect(speaksOfChannel({ code, subcode }, path, PAGE)).toBe(speaks);
});

test("a post or a comment is told from a message, a person and a Page by its id", () => {
  const comment = "/5550001_6660001";
  expect([comment, `${comment}/comments`, `/${PAGE}_5550001/likes`].every(isPublicContent)).toBe(true);
  expect([send, profile, "/me/messages", "/m_1_2", "/t_1"].some(isPublicContent)).toBe(false);
});
