import { expect, test } from "../fixtures";

const hostile = (pageId: string, text: string) => ({
  object: "page",
  entry: [
    {
      id: pageId,
      time: 1_700_000_000_000,
      messaging: [
        {
          sender: { id: "6660001112223334" },
          recipient: { id: pageId },
          timestamp: 1_700_000_000_000,
          message: { mid: "m_forged", text },
        },
      ],
    },
  ],
});

test("a forged delivery is refused and leaves no trace but a counter", async ({
  agent,
  facebook,
  office,
  request,
  world,
}) => {
  const refusedBefore = await refused();
  const before = await office.call("GET", "/api/counters");
  const body = hostile(world.pageId, "I was never said");
  expect(await facebook.delivers({ body, signature: "wrong" })).toMatchObject({ status: 401 });
  expect(await facebook.delivers({ body, signature: "none" })).toMatchObject({ status: 401 });
  await expect.poll(refused).toBe(refusedBefore + 2);

  // Once a true message that came later has arrived, a forged one would have, too.
  const maria = await facebook.customer("María");
  await maria.says("I am real");
  await expect(agent.row(maria)).toBeVisible();
  await expect(agent.list).not.toContainText("I was never said");
  const after = await office.call<{ all: { open: number } }>("GET", "/api/counters");
  expect(after.all.open).toBe((before as typeof after).all.open + 1);

  async function refused(): Promise<number> {
    const health = await (await request.get(`${world.workspace}/api/health`)).json();
    return health.parts.signaturesRefused;
  }
});

test("nonsense with a true signature never breaks the door, nor stops what stands beside it", async ({
  agent,
  facebook,
  world,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("Hello");
  const nested = `${"[".repeat(5000)}${"]".repeat(5000)}`;
  const deliveries = [
    "",
    "not JSON",
    "[]",
    "null",
    "42",
    '{"object":"page"}',
    nested,
    '{"object":"page","entry":[null,7]}',
  ];
  for (const body of deliveries) {
    const { status } = await facebook.delivers({ body, signature: "valid" });
    expect(status, `for ${body.slice(0, 40)}`).toBeLessThan(500);
  }
  const { status } = await facebook.delivers({ body: `"${"x".repeat(5_000_000)}"`, signature: "valid" });
  expect(status).toBeLessThan(500);

  await facebook.tellsOf(maria, { unheard_of: { a: 1 } });
  await maria.says("Still here");
  await expect(agent.row(maria)).toContainText("Still here");
  expect((await agent.screen.request.get(`${world.workspace}/api/health`)).ok()).toBe(true);
});

test("the verification of the webhook asks for the token", async ({ request, world }) => {
  const address = `${world.workspace}/api/webhooks/facebook`;
  const ask = (token: string) =>
    request.get(address, {
      params: { "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "12345" },
    });
  expect((await ask("wrong")).status()).toBe(403);
});
