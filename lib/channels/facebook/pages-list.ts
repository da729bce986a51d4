import { z } from "zod";
import type { AppCredentials } from "@/lib/channels/channel-credentials";
import { inParallel } from "@/lib/channels/in-parallel";
import { askGraph, GraphFailure, graphId } from "./ask-graph";
import { graphPath } from "./graph";
import { inspectToken } from "./login-exchange";
import { type FacebookPage, mergePages } from "./pages-choice";

/** An account with more Pages than this sees the first ones only. */
export const PAGES_CAP = 1000;
const PAGE_FIELDS = "id,name,access_token,category,tasks,picture{url}";
const PORTFOLIOS_CAP = 50;

export const pageSchema = z
  .object({
    id: graphId,
    name: z.string().nullish().catch(null),
    access_token: z.string().nullish().catch(null),
    category: z.string().nullish().catch(null),
    tasks: z.array(z.string()).nullish().catch(null),
    picture: z
      .object({ data: z.object({ url: z.string() }) })
      .nullish()
      .catch(null),
  })
  .transform(
    (page): FacebookPage => ({
      id: page.id,
      name: page.name || `Page ${page.id}`,
      pictureUrl: page.picture?.data.url || null,
      category: page.category || null,
      tasks: page.tasks ?? null,
      accessToken: page.access_token || null,
    }),
  );

const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({
    data: z.array(schema),
    paging: z
      .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
      .nullish()
      .catch(null),
  });

interface Asker {
  app: AppCredentials;
  accessToken: string;
}

export interface PagesList {
  pages: FacebookPage[];
  /** There are more than are read. */
  cut: boolean;
}

/**
 * Every Page that an account can reach. Somebody who holds a Page through a business portfolio gets an empty list
 * from `/me/accounts`, so the portfolios and the Pages that the grant itself names are asked too.
 *
 * @throws GraphFailure 190 when the token is over, or without a code when Facebook can't be reached.
 */
export async function listFacebookPages(
  app: AppCredentials,
  accessToken: string,
  granted: readonly string[],
): Promise<PagesList> {
  const asker = { app, accessToken };
  const direct = await unlessForbidden(readAll(asker, "/me/accounts", pageSchema, PAGE_FIELDS));
  const portfolio = granted.includes("business_management")
    ? await unlessForbidden(portfolioPages(asker))
    : [];
  const known = mergePages(direct, portfolio);
  const named = await unlessForbidden(namedPages(asker, known));

  const pages = mergePages(known, named);
  return { pages: pages.slice(0, PAGES_CAP), cut: pages.length > PAGES_CAP || direct.length >= PAGES_CAP };
}

async function portfolioPages(asker: Asker): Promise<FacebookPage[]> {
  const portfolios = await readAll(asker, "/me/businesses", z.object({ id: graphId }), "id", PORTFOLIOS_CAP);
  const edges = portfolios.flatMap(({ id }) => [graphPath(id, "owned_pages"), graphPath(id, "client_pages")]);
  const found = await inParallel(edges, 4, (edge) =>
    unlessForbidden(readAll(asker, edge, pageSchema, PAGE_FIELDS)),
  );
  return mergePages(...found);
}

/** The grant names Pages by id even where no list shows them. */
async function namedPages(asker: Asker, known: FacebookPage[]): Promise<FacebookPage[]> {
  const { granular } = await inspectToken(asker.app, asker.accessToken);
  const ready = new Set(known.filter((page) => page.accessToken).map(({ id }) => id));
  const named = new Set(
    granular.filter(({ scope }) => scope.startsWith("pages_")).flatMap(({ targetIds }) => targetIds ?? []),
  );
  const missing = [...named].filter((id) => !ready.has(id)).slice(0, PAGES_CAP);

  const found = await inParallel(missing, 4, (id) =>
    unlessForbidden(readOne(asker, id).then((page) => [page])),
  );
  return found.flat();
}

function readOne({ app, accessToken }: Asker, pageId: string) {
  const query = { fields: "id,name,access_token,category,picture{url}" };
  return askGraph(
    { method: "GET", path: graphPath(pageId), query, accessToken, appSecret: app.appSecret },
    pageSchema,
  );
}

/** Follows the cursors to the end. A page may be short or even empty while there is a next one. */
async function readAll<Schema extends z.ZodType>(
  { app, accessToken }: Asker,
  path: string,
  schema: Schema,
  fields: string,
  cap = PAGES_CAP,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = [];
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const query = { fields, limit: 100, after };
    const page = await askGraph(
      { method: "GET", path, query, accessToken, appSecret: app.appSecret },
      listOf(schema),
    );
    rows.push(...page.data);
    after = (page.paging?.next && page.paging.cursors?.after) || undefined;
    if (after && seen.has(after)) break;
    if (after) seen.add(after);
  } while (after && rows.length < cap);
  return rows.slice(0, cap);
}

/** A list that we may not read counts as empty: which permission is missing is told elsewhere. */
async function unlessForbidden<Row>(reading: Promise<Row[]>): Promise<Row[]> {
  try {
    return await reading;
  } catch (failure) {
    if (failure instanceof GraphFailure && failure.error && forbidden.has(failure.error.code)) return [];
    throw failure;
  }
}

/** Missing permission, missing role, unknown object. */
const forbidden = new Set([3, 10, 100, 200, 210, 294, 803]);
