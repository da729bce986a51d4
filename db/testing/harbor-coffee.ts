import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { db, pool } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { pretendFacebook } from "@/lib/channels/testing/pretend-facebook";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { env } from "@/lib/env";
import { registry } from "@/lib/jobs/registry";
import { openDirectDoor } from "@/lib/startup/http-doors";
import { startSimulator } from "@/simulator/start-simulator";

/** What a customer sees on their phone. */
interface Phone {
  messages: {
    mid: string;
    from: "person" | "page";
    text: string | null;
    metadata: string | null;
    replyTo: string | null;
    quickReplies: { title: string; payload: string }[];
  }[];
  typing: boolean;
  seenByPageAt: string | null;
}

/** One call of ours as the platform heard it. */
interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
  status: number;
}

export type HarborCoffee = Awaited<ReturnType<typeof openHarborCoffee>>;
export type Customer = Awaited<ReturnType<HarborCoffee["customer"]>>;

/**
 * Every job that is due has run. One run ends as soon as it is given none, also where the next one's queue is about to
 * be let go.
 */
async function works() {
  do {
    await runOnce({ pgPool: pool, taskList: registry, noHandleSignals: true, logger: silent });
  } while (await isJobDue());
}

async function isJobDue() {
  const { rows } = await db.execute(sql`
    select from graphile_worker.jobs
    where run_at <= now() and attempts < max_attempts and locked_at is null limit 1`);
  return rows.length > 0;
}

/** Harbor Coffee's Page on a running simulator, whose webhooks come in through our own door. */
export async function openHarborCoffee() {
  const facebook = await pretendFacebook(await startSimulator({ port: 0 }));
  const door = createServer((request, response) => {
    openDirectDoor(request, response);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const { control } = facebook;
  await control("POST", "/apps", {
    id: env.FACEBOOK_APP_ID,
    features: { humanAgent: true },
    callbackUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}/api/webhooks/facebook`,
    verifyToken: env.FACEBOOK_VERIFY_TOKEN,
  });
  const page = await facebook.page("Harbor Coffee");
  await control("POST", `/pages/${page.id}/foreign-subscription`, {
    appId: env.FACEBOOK_APP_ID,
    fields: neededFields({ public: false }),
  });

  return {
    facebook,
    page,
    /** The Page as a channel of ours. To be called after each emptying of the database. */
    connect: async () => createChannel({ externalId: page.id, accessToken: await facebook.token(page.id) }),
    customer: (name: string) => customer(control, page.id, name),
    /** Everything that the platform had to say has come in and was opened. */
    async hears() {
      await control("POST", "/deliveries/idle", {});
      while (await openDeliveries());
    },
    works,
    /** What was put off is due now. */
    letTimePass: () => db.execute(sql`update graphile_worker._private_jobs set run_at = now()`),
    fails: (fault: Record<string, unknown>) => control("POST", "/faults", { path: "/messages$", ...fault }),
    /** What was asked of the Send API, signals left aside. */
    async sends() {
      const { calls } = await control<{ calls: Call[] }>("GET", "/calls?limit=500&path=/messages$");
      return calls.filter(({ method, body }) => method === "POST" && body.message).reverse();
    },
    async calm() {
      await control("DELETE", "/faults");
      await control("PUT", "/moods", { hold: false });
      await control("POST", "/deliveries/release", {});
      await control("POST", "/deliveries/idle", {});
      await control("PUT", "/clock", { reset: true });
      await control("POST", "/phone", { autoDeliver: false, autoRead: false });
    },
    async close() {
      await facebook.close();
      door.closeAllConnections();
      door.close();
    },
  };
}

type Control = Awaited<ReturnType<typeof pretendFacebook>>["control"];

async function customer(control: Control, pageId: string, name: string) {
  const { id } = await control<{ id: string }>("POST", "/people", { name });
  const does = (what: string, given: object = {}) =>
    control<{ mid: string }>("POST", `/people/${id}/${what}`, { pageId, ...given });

  return {
    id,
    name,
    says: (text: string) => does("messages", { text }),
    reads: () => does("reads"),
    does,
    blocks: () => control("PATCH", `/people/${id}`, { blocks: [pageId] }),
    phone: () => control<Phone>("GET", `/people/${id}/threads/${pageId}`),
    /** What the Page has said to them. */
    async heard() {
      const { messages } = await control<Phone>("GET", `/people/${id}/threads/${pageId}`);
      return messages.filter(({ from }) => from === "page").map(({ text }) => text);
    },
  };
}

const silent = new Logger(() => () => {});
