import { redirect } from "next/navigation";
import { isAppError } from "@/lib/errors";
import type { Agent } from "./agent";
import { currentAgent } from "./current-agent";

/** Who looks at a page; the signed-out are sent to the sign-in screen. For layouts and pages. */
export async function pageAgent(): Promise<Agent> {
  try {
    return await currentAgent();
  } catch (error) {
    if (isAppError(error) && error.code === "signed_out") redirect("/sign-in");
    throw error;
  }
}
