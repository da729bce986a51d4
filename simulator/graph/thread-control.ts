import { giveControl, PAGE_INBOX_APP_ID, takeControlFor } from "../acts/page-acts";
import type { Page, Person, Thread } from "../world/entities";
import { controlsThread, findThread, openThread, threadOwner } from "../world/threads";
import { authenticate, checkRate, pageOf, requirePermission } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, GraphError } from "./graph-error";
import { recipientOf } from "./send/rules";

const LONGEST_SECONDS = 7 * 86_400;

/** `GET /{page-id}/thread_owner?recipient=`: the app is named only to the owner and to the default app. */
export function readThreadOwner(call: GraphCall): GraphAnswer {
  const page = controlPage(call);
  const psid = call.text("recipient") ?? "";
  if (!call.platform.world.personByPsid(page.id, psid)) throw badParameter("No matching user found", 2018001);
  checkRate(call);
  const thread = findThread(call.platform.world, page.id, psid);
  const owner = threadOwner(page, thread, call.now);
  if (!owner || !thread) return { body: { data: [] } };

  const named = [owner, page.defaultAppId].includes(call.token!.appId);
  const expiration = Math.floor(thread.ownerExpiresAt / 1_000);
  return { body: { data: [{ thread_owner: { ...(named ? { app_id: owner } : {}), expiration } }] } };
}

/** `POST /{page-id}/pass_thread_control`: the new owner is told. */
export function passControl(call: GraphCall): GraphAnswer {
  const { page, thread } = controlled(call);
  const target = call.text("target_app_id") ?? "";
  if (!knownApp(call, page, target)) throw badParameter("Invalid app id", 2018164);
  requireControl(call, page, thread);
  checkRate(call);
  const previous = threadOwner(page, thread, call.now);
  giveControl(call.platform, thread, target);
  tell(call, [target], page, thread, {
    pass_thread_control: {
      previous_owner_app_id: previous,
      new_owner_app_id: target,
      metadata: call.text("metadata") ?? "",
    },
  });
  return { body: { success: true } };
}

/** `POST /{page-id}/take_thread_control`: refused while no default app is set (reference 6.3). */
export function takeControl(call: GraphCall): GraphAnswer {
  const { page, person } = controlled(call);
  if (!page.defaultAppId)
    throw new GraphError({
      code: 27,
      message: "(#27) Take thread control is not allowed: the Page has no default app",
    });
  checkRate(call);
  call.afterAnswer(() =>
    takeControlFor(call.platform, page, person, call.token!.appId, call.text("metadata") ?? ""),
  );
  return { body: { success: true } };
}

/** `POST /{page-id}/request_thread_control`: the owner is told, and decides. */
export function requestControl(call: GraphCall): GraphAnswer {
  const { page, thread } = controlled(call);
  checkRate(call);
  const asked = threadOwner(page, thread, call.now) ?? page.defaultAppId;
  if (asked)
    tell(call, [asked], page, thread, {
      request_thread_control: {
        requested_owner_app_id: call.token!.appId,
        metadata: call.text("metadata") ?? "",
      },
    });
  return { body: { success: true } };
}

/** `POST /{page-id}/release_thread_control`: idle again; nobody is told. */
export function releaseControl(call: GraphCall): GraphAnswer {
  const { page, thread } = controlled(call);
  requireControl(call, page, thread);
  checkRate(call);
  giveControl(call.platform, thread, null);
  return { body: { success: true } };
}

/** `POST /{page-id}/extend_thread_control`, up to 7 days. */
export function extendControl(call: GraphCall): GraphAnswer {
  const { page, thread } = controlled(call);
  const seconds = Number(call.text("duration"));
  if (!(seconds > 0 && seconds <= LONGEST_SECONDS))
    throw badParameter("Param duration must be at most 604800 seconds");
  requireControl(call, page, thread);
  checkRate(call);
  giveControl(call.platform, thread, call.token!.appId, seconds * 1_000);
  return { body: { success: true } };
}

/** `GET /{page-id}/secondary_receivers`: the other apps on the Page. */
export function listReceivers(call: GraphCall): GraphAnswer {
  const page = controlPage(call);
  checkRate(call);
  const others = Object.keys(page.subscriptions).filter((id) => id !== call.token!.appId);
  return {
    body: {
      data: others.map((id) => ({ id, name: call.platform.world.apps.get(id)?.name ?? "Another app" })),
    },
  };
}

function controlPage(call: GraphCall): Page {
  authenticate(call);
  call.messenger = true;
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_messaging");
  return pageOf(call, call.path[0] ?? "");
}

function controlled(call: GraphCall): { page: Page; thread: Thread; person: Person } {
  const page = controlPage(call);
  const { world } = call.platform;
  const person = world.personByPsid(page.id, recipientOf(call));
  if (!person) throw badParameter("No matching user found", 2018001);
  return { page, person, thread: openThread(world, page, person, call.now) };
}

function requireControl(call: GraphCall, page: Page, thread: Thread): void {
  if (!controlsThread(page, thread, call.token!.appId, call.now))
    throw badParameter("The app is not the owner of the thread", 2534037);
}

function knownApp(call: GraphCall, page: Page, appId: string): boolean {
  return appId in page.subscriptions || call.platform.world.apps.has(appId) || appId === PAGE_INBOX_APP_ID;
}

function tell(call: GraphCall, appIds: string[], page: Page, thread: Thread, content: object): void {
  const timestamp = call.now;
  call.afterAnswer(() =>
    call.platform.publisher.publishTo(appIds, page, thread.psid, "messaging_handovers", {
      sender: { id: thread.psid },
      recipient: { id: page.id },
      timestamp,
      ...content,
    }),
  );
}
