import { createApp, createPage, createPerson, createUser } from "./create";
import { createDemoFeed } from "./feed/demo-feed";
import { ALL_TASKS } from "./permissions";
import type { World } from "./world";

export const DEMO_APP_ID = "880011223344556";

const COFFEE = "1040055501112223";
const ROASTERY = "1040055501112224";
const BAKERY = "1040055501112225";
const EVENTS = "1040055501112226";

/** Builds Harbor Coffee's world where it is missing; what is there already stays as it is. */
export function createDemoWorld(world: World, now: number): void {
  if (!world.apps.has(DEMO_APP_ID))
    createApp(world, {
      id: DEMO_APP_ID,
      name: "Harbor Desk",
      requireProof: true,
      features: { humanAgent: true, userProfile: true },
    });

  const pages: [string, string, string][] = [
    [COFFEE, "Harbor Coffee", "Coffee Shop"],
    [ROASTERY, "Harbor Coffee Roastery", "Coffee Roaster"],
    [BAKERY, "Harbor Bakery", "Bakery"],
    [EVENTS, "Harbor Events", "Event Planner"],
  ];
  for (const [id, name, category] of pages)
    if (!world.pages.has(id)) createPage(world, { id, name, category });

  createAccounts(world);
  createPeople(world);
  createDemoFeed(world, COFFEE, now);
}

function createAccounts(world: World): void {
  const accounts = [
    {
      id: "102200330044001",
      name: "Grace Harbor",
      roles: [
        ...[COFFEE, ROASTERY, BAKERY].map((pageId) => ({ pageId, tasks: ALL_TASKS })),
        { pageId: EVENTS, tasks: ["ANALYZE"] },
      ],
    },
    {
      id: "102200330044002",
      name: "Omar Portfolio",
      roles: [
        { pageId: COFFEE, tasks: ALL_TASKS, via: "portfolio" as const, relation: "owned" as const },
        { pageId: BAKERY, tasks: ALL_TASKS, via: "portfolio" as const, relation: "client" as const },
      ],
    },
    { id: "102200330044003", name: "Nina Nopages", roles: [] },
    {
      id: "102200330044004",
      name: "Victor Viewer",
      roles: [COFFEE, BAKERY].map((pageId) => ({ pageId, tasks: ["ANALYZE", "ADVERTISE"] })),
    },
    { id: "102200330044005", name: "Polly Pages", roles: manyPages(world) },
  ];
  for (const account of accounts) if (!world.users.has(account.id)) createUser(world, account);
}

function manyPages(world: World) {
  return Array.from({ length: 130 }, (_, index) => {
    const number = String(index + 1).padStart(3, "0");
    const id = `1040066600000${number}`;
    if (!world.pages.has(id)) createPage(world, { id, name: `Polly Shop ${number}`, category: "Shopping" });
    return { pageId: id, tasks: ALL_TASKS };
  });
}

function createPeople(world: World): void {
  const people = [
    { id: "maria-solano", name: "María Solano", locale: "es_ES" },
    { id: "tom-becker", name: "Tom Becker", locale: "de_DE" },
    { id: "nour-abdallah", name: "نور عبد الله", firstName: "نور", lastName: "عبد الله", locale: "ar_AR" },
    { id: "lena-hoffmann", name: "Lena Hoffmann", locale: "de_DE", profile: "withheld" as const },
    { id: "dana-kim", name: "Dana Kim", locale: "en_US" },
    { id: "pieter-oomen", name: "Pieter Oomen", locale: "nl_NL" },
  ];
  for (const person of people) if (!world.people.has(person.id)) createPerson(world, person);
}
