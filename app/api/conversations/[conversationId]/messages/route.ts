import { currentAgent } from "@/lib/auth/current-agent";
import { refuseForSomebodyElse } from "@/lib/auth/refuse-for-somebody-else";
import { listMessages, messagePageSchema } from "@/lib/conversations/list-messages";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";
import { messageSchema } from "@/lib/conversations/shapes";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/messages">;

export const GET = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const page = messagePageSchema.parse(Object.fromEntries(given));

  const { messages, nextCursor } = await listMessages(agent, conversationId, page);
  return Response.json({ messages: messageSchema.array().parse(messages), nextCursor });
});

export const POST = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");
  const body = await readJson(request);
  refuseForSomebodyElse(agent, body);
  const draft = draftSchema.parse(body);

  const message = await sendMessage(agent, conversationId, draft);
  return Response.json(messageSchema.parse(message), { status: 201 });
});
