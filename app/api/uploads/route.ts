import { currentAgent } from "@/lib/auth/current-agent";
import { route } from "@/lib/http";
import { beginUpload } from "@/lib/uploads/begin-upload";

export const POST = route(async (request) => beginUpload(await currentAgent(), request));
