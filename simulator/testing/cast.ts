import { createHmac } from "node:crypto";
import { type Simulator, type SimulatorOptions, startSimulator } from "../start-simulator";
import { type Change, Receiver } from "./receiver";

export const COFFEE = "1040055501112223";
export const ROASTERY = "1040055501112224";
export const APP = "880011223344556";
export const GRACE = "102200330044001";
export const OMAR = "102200330044002";
export const POLLY = "102200330044005";
export const MARIA = "maria-solano";

export const ALL_FIELDS = [
  "messages",
  "messaging_postbacks",
  "message_deliveries",
  "message_reads",
  "message_echoes",
  "message_reactions",
  "message_edits",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
];

export const PUBLIC_FIELDS = ["feed", "mention", "ratings"];
export const TOM = "tom-becker";

type Params = Record<string, unknown>;

/** What Graph answers, as far as tests look into it one by one. */
export interface GraphBody {
  [member: string]: unknown;
  error?: { code: number; error_subcode?: number; message: string; type: string; fbtrace_id: string };
  data?: Record<string, unknown>[];
  paging?: { next?: string; previous?: string; cursors?: { before: string; after: string } };
  message_id?: string;
  recipient_id?: string;
  id?: string;
  summary?: Record<string, unknown>;
  access_token?: string;
}

/** What the control API answers, as far as tests look into it one by one. */
export interface ControlBody {
  [member: string]: unknown;
  apps: { id: string; secret: string }[];
  messages: ThreadMessage[];
  deliveries: { id: string; state: string; attempts: { status: number }[]; body: object }[];
  calls: Record<string, unknown>[];
  psids: Record<string, string>;
  accessToken: string;
  offsetSeconds: number;
  mid: string;
  mids: string[];
  id: string;
  postId: string;
  posts: FeedNode[];
}

/** A post or comment as the control API shows it. */
export interface FeedNode {
  [member: string]: unknown;
  id: string;
  text: string | null;
  comments: FeedNode[];
}

interface ThreadMessage {
  [member: string]: unknown;
  mid: string;
  text: string | null;
  attachments: { url: string; name: string }[];
}

export interface GraphReply {
  status: number;
  headers: Headers;
  body: GraphBody;
}

/** A running simulator with the demo world, and the hands a test needs. */
export class Cast {
  token = "";
  secret = "";
  #told = 0;

  private constructor(
    readonly simulator: Simulator,
    readonly receiver: Receiver,
  ) {}

  static async start(options: Partial<SimulatorOptions> = {}, receiver = new Receiver()): Promise<Cast> {
    const cast = new Cast(await startSimulator({ port: 0, ...options }), receiver);
    await cast.control("POST", "/demo");
    return cast;
  }

  /** Gives the demo app an address that hears everything of Harbor Coffee, and a Page token. */
  async connect(fields = ALL_FIELDS): Promise<this> {
    const callbackUrl = await this.receiver.start();
    await this.control("POST", "/apps", { id: APP, callbackUrl, verifyToken: this.receiver.verifyToken });
    await this.authorise();
    await this.control("POST", `/pages/${COFFEE}/foreign-subscription`, { appId: APP, fields });
    return this;
  }

  async authorise(given: Params = {}): Promise<string> {
    const { apps } = await this.control("GET", "/state");
    this.secret = apps.find(({ id }) => id === APP)?.secret ?? "";
    this.token = (await this.control("POST", `/pages/${COFFEE}/token`, { appId: APP, ...given })).accessToken;
    return this.token;
  }

  async control(method: string, path: string, body?: unknown): Promise<ControlBody> {
    const answer = await fetch(`${this.simulator.url}/control${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const json = (await answer.json()) as ControlBody & { error?: { message: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${json.error?.message}`);
    return json;
  }

  /** A Graph call with a valid proof; parameters travel in the query, or as JSON in a POST. */
  async graph(method: string, path: string, params: Params = {}, token = this.token): Promise<GraphReply> {
    const proof = createHmac("sha256", this.secret).update(token).digest("hex");
    const all: Params = { ...(token ? { access_token: token, appsecret_proof: proof } : {}), ...params };
    const inBody = method === "POST";
    const query = inBody
      ? ""
      : `?${new URLSearchParams(Object.entries(all).map(([name, value]) => [name, String(value)]))}`;
    const answer = await fetch(`${this.simulator.url}/v26.0${path}${query}`, {
      method,
      headers: inBody ? { "Content-Type": "application/json" } : {},
      body: inBody ? JSON.stringify(all) : null,
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as GraphBody };
  }

  /** María says something, and her id on the Page comes back. */
  async mariaSays(text: string): Promise<{ mid: string; psid: string }> {
    const { mid } = await this.control("POST", `/people/${MARIA}/messages`, { pageId: COFFEE, text });
    return { mid, psid: await this.psid() };
  }

  async psid(personId = MARIA, pageId = COFFEE): Promise<string> {
    return (await this.control("GET", `/people/${personId}`)).psids[pageId] ?? "";
  }

  send(psid: string, text: string, more: Params = {}): Promise<GraphReply> {
    return this.graph("POST", "/me/messages", {
      recipient: { id: psid },
      messaging_type: "RESPONSE",
      message: { text },
      ...more,
    });
  }

  /** The Page posts; its id comes back. */
  async posts(given: Params = { text: "Autumn is here" }): Promise<string> {
    return (await this.control("POST", `/pages/${COFFEE}/posts`, given)).id;
  }

  /** Somebody comments on a post or answers a comment. */
  async comments(to: string, text: string, personId = MARIA): Promise<string> {
    return (await this.control("POST", `/people/${personId}/comments`, { to, text })).id;
  }

  /** What the apps were told in public since this was asked last. */
  async told(): Promise<Change[]> {
    await this.idle();
    const changes = this.receiver.changes().slice(this.#told);
    this.#told += changes.length;
    return changes;
  }

  async moveClock(hours: number): Promise<void> {
    const { offsetSeconds } = await this.control("GET", "/clock");
    await this.control("PUT", "/clock", { offsetSeconds: offsetSeconds + hours * 3_600 });
  }

  /** María's phone. */
  async thread(): Promise<ControlBody> {
    return this.control("GET", `/people/${MARIA}/threads/${COFFEE}`);
  }

  async idle(): Promise<void> {
    const { idle } = await this.control("POST", "/deliveries/idle", { timeoutMs: 10_000 });
    if (!idle) throw new Error("The deliveries did not come to rest.");
  }

  async end(): Promise<void> {
    this.receiver.stop();
    await this.simulator.close();
  }
}
