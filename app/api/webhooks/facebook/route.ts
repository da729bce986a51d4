import { receiveFacebookDelivery, verifyFacebookCallback } from "@/lib/deliveries/facebook-door";

// server.ts calls the same two functions before Next sees the request; this is the door for whoever runs without it.
export const GET = (request: Request) => verifyFacebookCallback(request);
export const POST = (request: Request) => receiveFacebookDelivery(request);
