import { missingPermissions } from "./permissions";

/** A Page as a signed-in account sees it. */
export interface FacebookPage {
  id: string;
  name: string;
  pictureUrl: string | null;
  category: string | null;
  /** null = Facebook didn't tell, as on the detour through a single Page. */
  tasks: string[] | null;
  accessToken: string | null;
}

/** What an account must be allowed to do on a Page; Facebook's own pages spell the first one in two ways. */
export const neededTasks = [
  /** To answer messages. */
  { anyOf: ["MESSAGING", "MESSAGE"], name: "Messages" },
  /** To subscribe the Page. */
  { anyOf: ["MODERATE"], name: "Community activity" },
] as const;

export interface PageObstacle {
  code: "missing_permission" | "missing_task" | "no_token";
  /** What is missing and how to get it. */
  message: string;
  /** The permission or task, as Facebook calls it. */
  missing: string[];
  /** Whether asking Facebook again can help. */
  askAgain: boolean;
}

/** Why a Page can't be chosen; null = it can. Permissions come first: they stop every Page. */
export function pageObstacle(page: FacebookPage, granted: readonly string[]): PageObstacle | null {
  const permissions = missingPermissions(granted).map(({ name }) => name);
  if (permissions.length > 0)
    return {
      code: "missing_permission",
      message: `Needs ${list(permissions)}, which Facebook wasn’t allowed to give. Ask again and leave it switched on.`,
      missing: permissions,
      askAgain: true,
    };

  const tasks = lackingTasks(page);
  if (tasks.length > 0)
    return {
      code: "missing_task",
      message: `Your account lacks ${list(tasks.map(({ name }) => `“${name}”`))} on this Page. Somebody with full control can give it to you under Page settings → Page access; then ask again.`,
      missing: tasks.map(({ anyOf }) => anyOf[0]),
      askAgain: true,
    };

  if (!page.accessToken)
    return {
      code: "no_token",
      message:
        "Facebook names this Page but gives no access to it. Ask again and tick it in the list of Pages; if it belongs to a business portfolio, ask the portfolio's admin to assign it to you.",
      missing: [],
      askAgain: true,
    };
  return null;
}

/** Portfolio Pages can come without tasks: then Facebook itself is asked when the Page is subscribed. */
function lackingTasks({ tasks }: FacebookPage) {
  if (!tasks) return [];
  return neededTasks.filter(({ anyOf }) => !anyOf.some((task) => tasks.includes(task)));
}

/** The same Page found on several ways is one: the first row that carries a token wins, gaps are filled. */
export function mergePages(...found: FacebookPage[][]): FacebookPage[] {
  const merged = new Map<string, FacebookPage>();
  for (const page of found.flat()) {
    const known = merged.get(page.id);
    merged.set(page.id, known ? mergeTwo(known, page) : page);
  }
  return [...merged.values()];
}

function mergeTwo(known: FacebookPage, page: FacebookPage): FacebookPage {
  const [best, other] = known.accessToken || !page.accessToken ? [known, page] : [page, known];
  return {
    ...best,
    pictureUrl: best.pictureUrl ?? other.pictureUrl,
    category: best.category ?? other.category,
    tasks: best.tasks ?? other.tasks,
  };
}

const list = (words: readonly string[]) => new Intl.ListFormat("en", { type: "conjunction" }).format(words);
