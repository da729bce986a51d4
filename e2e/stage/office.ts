import { type APIRequestContext, request } from "@playwright/test";
import { PASSWORD } from "./world";

export interface Colleague {
  name: string;
  email: string;
  role: "agent" | "manager" | "admin";
}

export interface Channel {
  id: string;
  name: string;
}

/** The workspace over its public HTTP, for what has to stand before the first click. */
export class Office {
  private constructor(
    private readonly workspace: string,
    readonly http: APIRequestContext,
  ) {}

  static async signIn(workspace: string, email: string, password: string) {
    const http = await request.newContext({ baseURL: workspace });
    const { csrfToken } = await (await http.get("/api/auth/csrf")).json();
    await http.post("/api/auth/callback/credentials", { form: { csrfToken, email, password, json: "true" } });
    const office = new Office(workspace, http);
    await office.call("GET", "/api/me");
    return office;
  }

  static async open(workspace: string, sessionFile: string) {
    return new Office(workspace, await request.newContext({ baseURL: workspace, storageState: sessionFile }));
  }

  async renameMyself(name: string) {
    await this.call("PATCH", "/api/me", { name });
  }

  /** Connects a Page without the screen. */
  connect(pageAccessToken: string) {
    return this.call<Channel>("POST", "/api/channels", { kind: "facebook", pageAccessToken });
  }

  change(channelId: string, changes: object) {
    return this.call<Channel>("PATCH", `/api/channels/${channelId}`, changes);
  }

  /** Has a channel looked at now, and not when its turn comes. */
  checks(channelId: string) {
    return this.call("POST", `/api/channels/${channelId}/check-up`);
  }

  /** Invites somebody, who accepts at once and is signed in. */
  async employ({ name, email, role }: Colleague) {
    const { invitationUrl } = await this.call<{ invitationUrl: string }>("POST", "/api/users", {
      name,
      email,
      role,
    });
    const token = new URL(invitationUrl).pathname.split("/").at(-1);
    const guest = new Office(this.workspace, await request.newContext({ baseURL: this.workspace }));
    await guest.call("POST", `/api/invitations/${token}`, { name, password: PASSWORD });
    return guest;
  }

  async keepSession(file: string) {
    await this.http.storageState({ path: file });
  }

  /** @throws Error that names the call and the answer when it is a refusal. */
  async call<Answer>(method: string, path: string, data?: object): Promise<Answer> {
    const response = await this.http.fetch(path, { method, data });
    const text = await response.text();
    if (!response.ok()) throw new Error(`${method} ${path} answered ${response.status()}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  }
}
