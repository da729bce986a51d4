import { receiveFacebookDelivery, verifyFacebookCallback } from "@/lib/deliveries/facebook-door";

type Context = RouteContext<"/api/webhooks/facebook/[appId]">;

export async function GET(request: Request, { params }: Context) {
  return verifyFacebookCallback(request, (await params).appId);
}

export async function POST(request: Request, { params }: Context) {
  return receiveFacebookDelivery(request, (await params).appId);
}
