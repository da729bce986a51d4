import { Control } from "../stage/control";
import type { World } from "../stage/world";
import { Customer } from "./customer";
import { freshSurname } from "./names";

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown> | null;
  status: number;
}

interface CustomerChoices {
  pageId?: string;
  profile?: "visible" | "withheld";
}

interface Forgery {
  body: string | object;
  signature: "valid" | "wrong" | "none";
}

const SETTLE_IN_MS = 15_000;

/** The pretend platform: its people, its Pages' other hands, its moods and its clock. */
export class Facebook {
  private readonly control: Control;

  constructor(
    private readonly world: World,
    private readonly workerIndex: number,
  ) {
    this.control = new Control(world.simulator);
  }

  /** Somebody new, with this first name. */
  async customer(firstName: string, { pageId = this.world.pageId, profile }: CustomerChoices = {}) {
    const lastName = freshSurname(this.workerIndex);
    const name = `${firstName} ${lastName}`;
    const { id } = await this.control.post<{ id: string }>("/people", { name, firstName, lastName, profile });
    return new Customer(this.control, id, name, pageId);
  }

  /** A new Page that nobody has connected yet, with a token for it. */
  async page(name: string) {
    const { id } = await this.control.post<{ id: string }>("/pages", { name, category: "Shop" });
    return { id, name };
  }

  /** A new Page, and an account of its own that manages it. */
  async pageOf(pageName: string, accountName: string) {
    const page = await this.page(pageName);
    const { id } = await this.control.post<{ id: string }>("/users", {
      name: accountName,
      roles: [{ pageId: page.id }],
    });
    return { page, account: { id, name: accountName } };
  }

  /** @param userId whose access it is; nobody's in particular unless named. */
  async tokenFor(pageId: string, userId?: string) {
    const { appId } = this.world;
    return (await this.control.post<{ accessToken: string }>(`/pages/${pageId}/token`, { appId, userId }))
      .accessToken;
  }

  async changesThePasswordOf(userId: string) {
    await this.control.post(`/users/${userId}/password-change`);
  }

  /** Somebody withdraws a permission in their Facebook settings. */
  async withdraws(userId: string, permission: string) {
    await this.control.delete(`/users/${userId}/permissions/${permission}`);
  }

  /** A Page's subscription is refused as a whole wherever this field is in it. */
  async refusesTheField(pageId: string, field: string) {
    await this.control.post("/faults", {
      method: "POST",
      path: `${pageId}/subscribed_apps$`,
      params: `subscribed_fields=.*\\b${field}\\b`,
      status: 403,
      code: 200,
      message: `(#200) To subscribe to the ${field} field, one of these permissions is needed: pages_${field}.`,
      times: 100,
    });
  }

  /** The Page stops sending to the workspace, as after an hour of failed deliveries. */
  async takesTheAppOff(pageId: string) {
    const { appId } = this.world;
    await this.control.post(`/pages/${pageId}/foreign-subscription`, { appId, fields: null });
  }

  /** The tokens of a Page stop working, as after a change of the password. */
  async endsTokensOf(pageId: string) {
    await this.control.post("/tokens/expire", { pageId, subcode: 460 });
  }

  async pageId(name: string): Promise<string> {
    const { pages } = await this.control.get<{ pages: { id: string; name: string }[] }>("/state");
    const page = pages.find((one) => one.name === name);
    if (!page) throw new Error(`The platform knows no Page called ${name}.`);
    return page.id;
  }

  /** Something befell the thread of a customer that no app has a word for. */
  async tellsOf({ id, pageId }: Customer, event: object) {
    const sender = { id: await this.psid(id, pageId) };
    const timestamp = Date.now();
    await this.control.post(`/pages/${pageId}/events`, {
      event: { sender, recipient: { id: pageId }, timestamp, ...event },
    });
  }

  /** Somebody answers in the Page's own inbox. */
  async answersFromThePagesInbox(customer: Customer, text: string) {
    await this.control.post(`/pages/${customer.pageId}/inbox-messages`, { personId: customer.id, text });
  }

  /** Lets something happen this long ago, and waits until the workspace has heard of it. */
  async inThePast(hours: number, happens: () => Promise<unknown>) {
    await this.control.put("/clock", { offsetSeconds: -hours * 3600 });
    try {
      await happens();
      await this.settles();
    } finally {
      await this.control.put("/clock", { offsetSeconds: 0 });
    }
  }

  /** The platform's addresses of files that were told until now stop working. */
  async linksExpire() {
    await this.control.put("/clock", { offsetSeconds: 50 * 3600 });
  }

  /** Waits until nothing is left to be delivered to the workspace. */
  async settles() {
    const { idle } = await this.control.post<{ idle: boolean }>("/deliveries/idle", {
      timeoutMs: SETTLE_IN_MS,
    });
    if (!idle) throw new Error("The workspace does not accept the platform's deliveries.");
  }

  async holdsDeliveries() {
    await this.control.put("/moods", { hold: true });
  }

  async releasesDeliveries(order: "sent" | "reverse" | "shuffled" = "sent") {
    await this.control.post("/deliveries/release", { order });
    await this.control.put("/moods", { hold: false });
  }

  /** Nobody ever hears of what happens in here, unless they look into the platform's history. */
  async forgetsToDeliver(happens: () => Promise<unknown>) {
    await this.control.put("/moods", { forget: 1 });
    await happens();
    await this.control.put("/moods", { forget: 0 });
  }

  /** People who wrote to a Page and were answered there, this many hours ago. */
  async hasAPastWith(pageId: string, count: number, hours: number) {
    const people = Array.from({ length: count }, () => this.customer("Past", { pageId }));
    const acts = (await Promise.all(people)).flatMap(({ id: personId }) => [
      { kind: "message", personId, pageId, text: "Are you open on Sunday?" },
      { kind: "inbox_message", personId, pageId, text: "From nine to five." },
    ]);
    await this.inThePast(hours, () => this.control.post("/acts", { acts }));
  }

  async phones(habits: { autoDeliver?: boolean; autoRead?: boolean }) {
    await this.control.post("/phone", habits);
  }

  /** Every delivery goes out this many times. */
  async repeats(times: number) {
    await this.control.put("/moods", { repeat: times });
  }

  /** It refuses this Page until it is told otherwise, and says for how long. */
  async isBusy(pageId: string) {
    await this.control.put("/usage", { pageId, callCount: 101, code: 613 });
  }

  /** The next message that the workspace sends is delivered, but the connection breaks before the answer to it. */
  async deliversWithoutAnswering() {
    await this.control.post("/faults", { method: "POST", path: "messages$", cut: true, when: "after" });
  }

  /** The next message that the workspace sends is refused with this code of the Send API. */
  async refusesTheNextMessage(code: number) {
    await this.control.post("/faults", { method: "POST", path: "messages$", code, status: 400 });
  }

  /** Posts these bytes to the webhook, once. */
  async delivers({ body, signature }: Forgery) {
    const { appId } = this.world;
    return this.control.post<{ status: number }>("/deliveries", { appId, body, signature });
  }

  /** What the workspace asked the platform to send to somebody, newest first. */
  async messagesSentTo(customer: Customer) {
    const psid = await this.psid(customer.id, customer.pageId);
    const { calls } = await this.control.get<{ calls: Call[] }>("/calls?limit=200&path=messages");
    return calls
      .map(({ body }) => body ?? {})
      .filter(({ message, recipient }) => message && idOf(recipient) === psid);
  }

  private async psid(personId: string, pageId: string) {
    const { psids } = await this.control.get<{ psids: Record<string, string> }>(`/people/${personId}`);
    return psids[pageId];
  }

  /** Back to a calm day. */
  async calmsDown() {
    await this.control.delete("/faults");
    await this.control.put("/moods", {
      hold: false,
      drop: 0,
      forget: 0,
      repeat: 1,
      shuffle: false,
      delayMs: 0,
    });
    await this.control.post("/phone", { autoDeliver: true, autoRead: false });
    await this.control.put("/clock", { offsetSeconds: 0 });
  }
}

function idOf(recipient: unknown): unknown {
  return typeof recipient === "object" && recipient !== null && "id" in recipient ? recipient.id : undefined;
}
