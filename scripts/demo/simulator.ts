import { type JsonClient, jsonClient } from "./json-client";

const IDLE_TIMEOUT_IN_MS = 20_000;

interface Published {
  id: string;
  /** Oldest first. */
  comments: { id: string }[];
}

interface World {
  users: { id: string; name: string }[];
  pages: { id: string; name: string }[];
  people: { id: string; name: string }[];
}

/** The simulator, as the demo acts in it: over its control API only. */
export class Simulator {
  private constructor(
    private readonly control: JsonClient,
    private readonly world: World,
  ) {}

  /** Makes the demo world where it is missing. */
  static async open(origin: string) {
    const control = jsonClient(`${origin}/control`);
    return new Simulator(control, await control.post<World>("/demo"));
  }

  /** Tells the platform's app where the workspace is, and lets it check that address. */
  async registerApp(app: { id: string; secret: string; verifyToken: string; workspace: string }) {
    await this.control.post("/apps", {
      id: app.id,
      name: "Harbor Desk",
      secret: app.secret,
      verifyToken: app.verifyToken,
      callbackUrl: `${app.workspace}/api/webhooks/facebook`,
      redirectUris: [`${app.workspace}/api/channels/facebook/callback`],
    });
    const { verified, status } = await this.control.post<{ verified: boolean; status: number }>(
      `/apps/${app.id}/verification`,
    );
    if (!verified)
      throw new Error(`The workspace did not confirm its webhook address (it answered ${status}).`);
  }

  async pageToken(appId: string, page: string, user: string) {
    const path = `/pages/${this.pageId(page)}/token`;
    const userId = idOf(this.world.users, user);
    return (await this.control.post<{ accessToken: string }>(path, { appId, userId })).accessToken;
  }

  /** What a person does on their phone; `kind` is a call of the control API. */
  async act<Answer = unknown>(person: string, page: string, kind: string, body: object) {
    const personId = idOf(this.world.people, person);
    return this.control.post<Answer>(`/people/${personId}/${kind}`, { pageId: this.pageId(page), ...body });
  }

  /** Below the oldest of the Page's posts, for all to see. */
  async comment(person: string, page: string, text: string) {
    const [post] = await this.posts(page);
    if (post) await this.act(person, page, "comments", { to: post.id, text });
  }

  async answerLastComment(person: string, page: string, text: string) {
    const [post] = await this.posts(page);
    const last = post?.comments.at(-1);
    if (last) await this.act(person, page, "comments", { to: last.id, text });
  }

  private async posts(page: string) {
    const path = `/pages/${this.pageId(page)}/feed`;
    return (await this.control.get<{ posts: Published[] }>(path)).posts;
  }

  async answerFromInbox(page: string, person: string, text: string) {
    const personId = idOf(this.world.people, person);
    await this.control.post(`/pages/${this.pageId(page)}/inbox-messages`, { personId, text });
  }

  async hasWritten(person: string, page: string): Promise<boolean> {
    const path = `/people/${idOf(this.world.people, person)}/threads/${this.pageId(page)}`;
    const { messages } = await this.control.get<{ messages: { from: string }[] }>(path);
    return messages.some(({ from }) => from === "person");
  }

  async setClock(offsetSeconds: number) {
    await this.control.put("/clock", { offsetSeconds });
  }

  /** Waits until the workspace has received everything. */
  async settle() {
    const { idle } = await this.control.post<{ idle: boolean }>("/deliveries/idle", {
      timeoutMs: IDLE_TIMEOUT_IN_MS,
    });
    if (!idle) throw new Error("The workspace does not accept the simulator's deliveries.");
  }

  private pageId(name: string) {
    return idOf(this.world.pages, name);
  }
}

function idOf(list: { id: string; name: string }[], name: string) {
  const found = list.find((entry) => entry.name === name);
  if (!found) throw new Error(`The simulator's demo world does not know ${name}.`);
  return found.id;
}
