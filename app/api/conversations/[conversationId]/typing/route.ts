import { z } from "zod";
import { currentAgent } from "@/lib/auth/current-agent";
import { signalTyping } from "@/lib/conversations/signal-contact";
import { readJson, route } from "@/lib/http";
import { pathId } from "@/lib/http-params";

type Context = RouteContext<"/api/conversations/[conversationId]/typing">;

const typingSchema = z.object({ typing: z.boolean() });

export const PUT = route<Context>(async (request, { params }) => {
  const agent = await currentAgent();
  const conversationId = pathId((await params).conversationId, "conversation");
  const { typing } = typingSchema.parse(await readJson(request));

  await signalTyping(agent, conversationId, typing);
  return new Response(null, { status: 204 });
});
