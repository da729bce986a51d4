import type { App, Page, Person, Role, User } from "./entities";
import { ALL_TASKS } from "./permissions";
import type { World } from "./world";

export type Given<T> = { [K in keyof T]?: T[K] | undefined };
type GivenRole = Pick<Role, "pageId"> & Given<Role>;

/** Upserts an app: what is not given keeps its value, or gets the default. */
export function createApp(
  world: World,
  given: Given<Omit<App, "features">> & { features?: Given<App["features"]> | undefined },
): App {
  const id = given.id ?? world.ids.nextDigits(15, "app");
  const before = world.apps.get(id);
  const app: App = {
    ...(before ?? {
      name: "App",
      secret: world.ids.hex(32, "secret", id),
      mode: "live",
      verifyToken: `verify-${world.ids.hex(16, "verify", id)}`,
      callbackUrl: null,
      callbackActive: true,
      callbackFields: [],
      redirectUris: null,
      requireProof: false,
      loginKind: "classic",
      loginToken: "user",
      permissionsGrantable: null,
      deauthorizeUrl: null,
      verification: null,
    }),
    ...defined(given),
    id,
    features: {
      humanAgent: false,
      userProfile: true,
      pageMentioning: true,
      ...before?.features,
      ...defined(given.features ?? {}),
    },
  };
  return keep(world, world.apps, app);
}

export function createUser(
  world: World,
  given: Given<Omit<User, "roles">> & { roles?: GivenRole[] | undefined },
): User {
  const id = given.id ?? world.ids.nextDigits(15, "user");
  const before = world.users.get(id);
  const roles = given.roles?.map(completeRole) ?? before?.roles ?? [];
  return keep(world, world.users, { id, name: given.name ?? before?.name ?? "Somebody", roles });
}

export function createPage(world: World, given: Given<Page>): Page {
  const id = given.id ?? world.ids.nextDigits(16, "page");
  const name = given.name ?? world.pages.get(id)?.name ?? "Page";
  const page: Page = {
    ...(world.pages.get(id) ?? {
      username: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ""),
      category: "Local business",
      published: true,
      restriction: null,
      defaultAppId: null,
      subscriptions: {},
      messengerProfile: {},
      blockedPsids: [],
      commentBlock: null,
    }),
    ...defined(given),
    id,
    name,
  };
  return keep(world, world.pages, page);
}

export function createPerson(world: World, given: Given<Person>): Person {
  const id = given.id ?? world.ids.nextDigits(15, "person");
  const before = world.people.get(id);
  const name = given.name ?? before?.name ?? "Somebody";
  const renamed = name !== before?.name;
  const [firstName = name, ...rest] = name.split(" ");
  const person: Person = {
    ...(before ?? { locale: "en_US", profile: "visible", blocks: [], testerOf: [], psids: {} }),
    firstName: !before || renamed ? firstName : before.firstName,
    lastName: !before || renamed ? rest.join(" ") : before.lastName,
    ...defined(given),
    id,
    name,
  };
  return keep(world, world.people, person);
}

export function completeRole(given: GivenRole): Role {
  return {
    pageId: given.pageId,
    tasks: given.tasks ?? ALL_TASKS,
    via: given.via ?? "direct",
    relation: given.relation ?? "owned",
  };
}

/** Changes an entity in place where it exists: tokens and threads may hold it. */
function keep<T extends { id: string }>(world: World, map: Map<string, T>, entity: T): T {
  const kept = Object.assign(map.get(entity.id) ?? entity, entity);
  map.set(entity.id, kept);
  world.changed();
  return kept;
}

function defined<T extends object>(given: T): Partial<Required<T>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<
    Required<T>
  >;
}
