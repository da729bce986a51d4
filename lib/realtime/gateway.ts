import type { Server as HttpServer } from "node:http";
import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { Server, type Socket } from "socket.io";
import { db } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import { agentFromCookieHeader } from "@/lib/auth/agent-from-cookie-header";
import { clock } from "@/lib/clock";
import { isPost } from "@/lib/conversations/publications/present-publications";
import { visibleTo } from "@/lib/conversations/visible-to";
import { env } from "@/lib/env";
import { EventCursor } from "@/lib/events/event-cursor";
import { follow } from "@/lib/events/follow";
import { log } from "@/lib/log";
import { type LiveEvent, type Watch, watchSchema } from "./live-event";
import { presentEvents } from "./present";
import { rooms, watchedRooms } from "./rooms";

interface ToBrowser {
  live: (event: LiveEvent) => void;
}
interface FromBrowser {
  watch: (watch: Watch, done?: () => void) => void;
}
interface SocketData {
  agent: Agent;
  watched: string[];
  /** The last one counts, in whatever order the database answers. */
  wished: unknown;
}
type Io = Server<FromBrowser, ToBrowser, Record<string, never>, SocketData>;
type AgentSocket = Socket<FromBrowser, ToBrowser, Record<string, never>, SocketData>;

const BATCH = 500;
/** How many events may have been recorded while one transaction took its time. */
const LOOK_BACK = 1_000;
const ENDS_SESSIONS = new Set(["user.disabled", "user.password_changed", "user.changed"]);

/** Tells the browsers of this process what was committed, in any process. */
export async function startGateway(server: HttpServer): Promise<{ stop(): Promise<void> }> {
  const io: Io = new Server(server, {
    serveClient: false,
    allowRequest: (request, answer) => answer(null, isSameOrigin(request.headers)),
  });
  io.use(authenticate);
  io.on("connection", welcome);
  const cursor = await startCursor();
  const following = await follow("events", () => emitNew(io, cursor));

  return {
    async stop() {
      await following.stop();
      io.disconnectSockets(true);
      // Not io.close(): it would close the HTTP server, which its owner drains.
      io.engine.close();
    },
  };
}

async function authenticate(socket: AgentSocket, next: (error?: Error) => void) {
  try {
    const agent = await agentFromCookieHeader(socket.handshake.headers.cookie);
    if (!agent) return next(new Error("signed_out"));
    socket.data.agent = agent;
    socket.data.watched = [];
    next();
  } catch (error) {
    log.error({ err: error }, "a socket could not be authenticated");
    next(new Error("unavailable"));
  }
}

function welcome(socket: AgentSocket) {
  const { id, role } = socket.data.agent;
  socket.join([rooms.everyone, rooms.user(id), ...(role === "admin" ? [rooms.admins] : [])]);
  socket.on("watch", (wanted, done) => {
    watch(socket, wanted)
      .then(() => done?.())
      .catch((error) => log.warn({ err: error }, "a watch could not be set"));
  });
}

/** Joins only what the agent may read, by the same rule that reads use. */
async function watch(socket: AgentSocket, wanted: unknown) {
  const parsed = watchSchema.safeParse(wanted);
  if (!parsed.success) return;
  const { views, conversationId, postIds } = parsed.data;
  const { agent } = socket.data;
  socket.data.wished = wanted;
  const [seen, seenPostIds] = await Promise.all([
    conversationId ? findSeen(agent, conversationId) : undefined,
    findSeenPosts(agent, postIds),
  ]);
  if (socket.data.wished !== wanted) return;

  const next = watchedRooms(views, seen, seenPostIds);
  for (const room of socket.data.watched) if (!next.includes(room)) socket.leave(room);
  socket.join(next);
  socket.data.watched = next;
}

async function findSeen(agent: Agent, conversationId: string) {
  const [seen] = await db
    .select({ id: conversations.id, contactId: conversations.contactId })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), visibleTo(agent)));
  return seen;
}

async function findSeenPosts(agent: Agent, postIds: string[]) {
  if (postIds.length === 0) return [];
  const seen = await db
    .select({ id: publications.id })
    .from(publications)
    .where(and(inArray(publications.id, postIds), isPost, visibleTo(agent)));
  return seen.map(({ id }) => id);
}

/** From now on; what was begun before us and commits after us leaves a gap just below the newest. */
async function startCursor() {
  const newest = await db.select({ id: events.id }).from(events).orderBy(desc(events.id)).limit(LOOK_BACK);
  const ids = newest.map(({ id }) => id).reverse();
  const cursor = new EventCursor((ids[0] ?? 1) - 1);
  for (const id of ids) cursor.take(id, clock.now().getTime());
  return cursor;
}

/** @returns whether there may be more. */
async function emitNew(io: Io, cursor: EventCursor): Promise<boolean> {
  const { missing } = cursor;
  const rows = await db
    .select()
    .from(events)
    .where(or(gt(events.id, cursor.last), sql`${events.id} = any(${sql.param(missing)})`))
    .orderBy(events.id)
    .limit(BATCH);
  const nobody = io.of("/").sockets.size === 0;
  const emissions = nobody ? [] : await presentEvents(rows);
  for (const { rooms, event } of emissions) io.local.to(rooms).emit("live", event);
  for (const { type, userId } of rows) {
    if (userId && ENDS_SESSIONS.has(type)) await endSessions(io, userId);
  }

  // Taken only now: should presenting fail, the same rows are read again.
  const now = clock.now().getTime();
  for (const { id } of rows) cursor.take(id, now);
  cursor.forget(now);
  return rows.length === BATCH;
}

/** Whoever may no longer sign in, or changed roles, is let in anew or not at all. */
async function endSessions(io: Io, userId: string) {
  for (const socket of await io.in(rooms.user(userId)).fetchSockets()) socket.disconnect(true);
}

function isSameOrigin({ origin, host }: { origin?: string; host?: string }) {
  if (!origin || origin === new URL(env.APP_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
