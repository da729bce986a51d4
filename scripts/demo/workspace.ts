import { type JsonClient, jsonClient } from "./json-client";

export interface Colleague {
  name: string;
  nickname?: string;
  email: string;
  role: string;
}

/** The workspace, as an admin uses it: over its public HTTP only. */
export class Workspace {
  private constructor(
    private readonly api: JsonClient,
    private readonly origin: string,
  ) {}

  /** @throws Error when e-mail and password do not open it. */
  static async signIn(origin: string, email: string, password: string) {
    const api = jsonClient(`${origin}/api`);
    const { csrfToken } = await api.get<{ csrfToken: string }>("/auth/csrf");
    await api.postForm("/auth/callback/credentials", { csrfToken, email, password, json: "true" });
    const session = await api.get<{ user?: object } | null>("/auth/session");
    if (!session?.user) throw new Error(`${email} could not sign in.`);
    return new Workspace(api, origin);
  }

  async hasChannels(): Promise<boolean> {
    return (await this.api.get<{ channels: unknown[] }>("/channels")).channels.length > 0;
  }

  /** @param page `public`: receive posts, comments and mentions too. */
  async connectPage(page: { pageAccessToken: string; public: boolean }) {
    await this.api.post("/channels", { kind: "facebook", ...page });
  }

  /** Invites those who are missing and accepts in their name. */
  async addColleagues(colleagues: Colleague[], password: string) {
    const { users } = await this.api.get<{ users: { email: string | null }[] }>("/users");
    const known = new Set(users.map(({ email }) => email));
    for (const colleague of colleagues.filter(({ email }) => !known.has(email))) {
      const { invitationUrl } = await this.api.post<{ invitationUrl: string }>("/users", colleague);
      const token = new URL(invitationUrl).pathname.split("/").at(-1);
      // In a browser of their own: accepting signs them in.
      await jsonClient(`${this.origin}/api`).post(`/invitations/${token}`, {
        name: colleague.name,
        password,
      });
    }
  }
}
