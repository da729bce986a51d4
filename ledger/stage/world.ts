import { randomBytes } from "node:crypto";
import type { Control } from "./control";

export interface Page {
  id: string;
  name: string;
}

export interface Person {
  id: string;
  name: string;
  /** The Page that this person writes to, and who they are there. */
  page: Page;
  psid: string;
}

export interface World {
  app: { id: string; secret: string; verifyToken: string };
  /** Another app that answers for the Pages now and then. */
  otherAppId: string;
  pages: Page[];
  people: Person[];
}

const GRACE_ID = "102200330044001";
const PAGE_NAMES = ["Harbor Coffee", "Harbor Roastery", "Harbor Bakery", "Harbor Events"];
const AT_ONCE = 20;

/** A brand with several Pages, and everybody who will write to them. */
export async function createWorld(control: Control, people: number): Promise<World> {
  const app = {
    id: "880011223344556",
    secret: randomBytes(16).toString("hex"),
    verifyToken: randomBytes(8).toString("hex"),
  };
  await control.post("/apps", { ...app, name: "Harbor Desk", mode: "live", requireProof: true });
  const pages = PAGE_NAMES.map((name, index) => ({ id: `104005550111222${index + 3}`, name }));
  for (const page of pages) await control.post("/pages", page);
  const roles = pages.map(({ id }) => ({ pageId: id }));
  await control.post("/users", { id: GRACE_ID, name: "Grace Harbor", roles });
  return { app, otherAppId: "555000111222333", pages, people: await createPeople(control, pages, people) };
}

async function createPeople(control: Control, pages: Page[], count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => start + index + 1);
    people.push(...(await Promise.all(numbers.map((number) => createPerson(control, pages, number)))));
  }
  return people;
}

async function createPerson(control: Control, pages: Page[], number: number): Promise<Person> {
  const page = pages[number % pages.length]!;
  const name = `Customer ${String(number).padStart(4, "0")}`;
  const { id, psids } = await control.post<{ id: string; psids: Record<string, string> }>("/people", {
    name,
  });
  return { id, name, page, psid: psids[page.id]! };
}

/** What connects a Page without the login's dialog. */
export async function pageToken(control: Control, world: World, pageId: string): Promise<string> {
  const asked = { appId: world.app.id, userId: GRACE_ID };
  const { accessToken } = await control.post<{ accessToken: string }>(`/pages/${pageId}/token`, asked);
  return accessToken;
}
