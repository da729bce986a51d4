import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { createSmallInbox, type SmallInbox } from "@/db/testing/small-inbox";
import { standIn, standInAnswering } from "@/lib/channels/facebook/graph-stand-in";
import { visibleTo } from "@/lib/conversations/visible-to";
import { addContactNote, changeContact, contactChangeSchema, removeContactNote } from "./change-contact";
import { fetchProfile } from "./fetch-profile";
import { findContact } from "./find-contact";

let { ada, ana, jonas, of, told, from } = {} as SmallInbox;
beforeEach(async () => {
  ({ ada, ana, jonas, of, told, from } = await createSmallInbox());
});

const maria = () => findContact(of.maria.contactId, visibleTo(ana));
const nobody = "00000000-0000-4000-8000-000000000000";

describe("who somebody is", () => {
  const ask = () => fetchProfile({ identityId: of.maria.identityId });

  test("is learnt from the platform", async () => {
    await standInAnswering(200, { name: "María Solano", profile_pic: "https://cdn.example/maria.png" });
    await ask();

    expect(await maria()).toMatchObject({
      name: "María Solano",
      // The platform's own address is shown to nobody; a copy is on its way.
      pictureUrl: null,
      profileState: "known",
    });
  });

  test("stays a stand-in where the platform keeps it to itself", async () => {
    await standInAnswering(400, { error: { code: 10, error_subcode: 2018218, message: "no" } });
    await ask();

    expect(await maria()).toMatchObject({ name: "Facebook user ·5566", profileState: "withheld" });
  });

  test("is asked again where the platform had a bad moment, and what is known stays", async () => {
    await standInAnswering(200, { name: "María Solano" });
    await ask();
    await standIn((_request, response) => response.destroy());
    await expect(ask()).rejects.toThrow();

    expect(await maria()).toMatchObject({ name: "María Solano" });
  });

  test("is nobody's question where the channel cannot speak", async () => {
    const asked = await standInAnswering(200, { name: "María Solano" });
    await fetchProfile({ identityId: nobody });

    expect(asked).toEqual([]);
  });
});

describe("what agents keep about somebody", () => {
  test("tags and attributes, each tag once", async () => {
    const change = contactChangeSchema.parse({
      tags: [" regular ", "regular", "oat milk"],
      attributes: { Shop: "2" },
    });
    await changeContact(ana, visibleTo(ana), of.maria.contactId, change);

    expect(await maria()).toMatchObject({
      tags: ["regular", "oat milk"],
      attributes: { Shop: "2" },
      revision: 2,
    });
  });

  test("a note is taken back by its author or by who leads, and by nobody else", async () => {
    const { contactId } = of.maria;
    const seen = visibleTo(ana);
    for (const text of ["one", "two"]) await addContactNote(ana, seen, contactId, text);
    const [newest, oldest] = (await maria()).notes;
    expect([newest, oldest]).toMatchObject([
      { text: "two", authorName: "Ana" },
      { text: "one", authorName: "Ana" },
    ]);

    const attempt = removeContactNote(jonas, seen, contactId, newest!.id);
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
    await removeContactNote(ana, seen, contactId, newest!.id);
    await removeContactNote(ada, seen, contactId, oldest!.id);
    expect((await maria()).notes).toEqual([]);
  });

  test("nothing about somebody who is not there", async () => {
    const seen = visibleTo(ana);
    for (const attempt of [
      () => findContact(nobody, seen),
      () => changeContact(ana, seen, nobody, { tags: [] }),
      () => addContactNote(ana, seen, nobody, "Hello"),
      () => removeContactNote(ana, seen, of.maria.contactId, nobody),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the profile lists what was talked about, without what was deleted", async () => {
  await told({
    ...from("7300998877665544", 1),
    owned: true,
    raw: {},
    type: "deletion",
    messageExternalId: "m_tom",
  });
  const tom = await findContact(of.tom.contactId, visibleTo(ana));

  expect(tom.conversations).toMatchObject([{ id: of.tom.id, status: "open", preview: null }]);
  const [identity] = await db
    .select()
    .from(contactIdentities)
    .where(eq(contactIdentities.id, of.tom.identityId));
  expect(tom.identities).toMatchObject([{ externalId: identity!.externalId, channelName: "Harbor Coffee" }]);
});
