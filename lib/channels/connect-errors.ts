import { AppError } from "@/lib/errors";
import { type GraphFailure, graphCode } from "./facebook/ask-graph";

const limits = new Set([4, 17, 32, 613, 80001, 80002, 80006]);

/** What ended a token, by subcode of 190, in words. */
const endings: Record<number, string> = {
  458: "the app was removed from the Facebook account",
  459: "Facebook wants the account to be checked on facebook.com first",
  460: "the password of the Facebook account was changed, or it was signed out everywhere",
  463: "it has expired",
  464: "Facebook wants the account to be confirmed on facebook.com first",
  467: "Facebook has made it invalid",
  492: "the account has lost its role on this Page, so another admin of the Page must connect it",
};

/**
 * A refusal of the platform while a channel is set up, as a person can act on it.
 *
 * @param wish what was wanted, as it follows "Facebook refused", e.g. `to subscribe Harbor Coffee`.
 */
export function platformProblem(failure: GraphFailure, wish: string): AppError {
  const details = { detail: failure.detail, code: failure.error?.code, subcode: failure.error?.subcode };
  const options = { details, cause: failure };
  if (!failure.error || failure.error.code === 2 || failure.error.code === -1)
    return new AppError(
      "platform_unreachable",
      `Facebook gave no usable answer, so Pagedesk doesn't know whether it was possible ${wish}. Try again in a moment.`,
      options,
    );
  if (limits.has(failure.error.code))
    return new AppError("too_many_requests", "Facebook asks us to wait. Try again in some minutes.", options);

  return new AppError("platform_refused", `Facebook refused ${wish}: ${reason(failure)}.`, options);
}

function reason({ error }: GraphFailure): string {
  if (!error) return "it gave no reason";
  if (error.code === 190)
    return `the access token isn't valid; ${endings[error.subcode ?? 0] ?? "it is unknown or damaged"}`;
  if ([3, 10, 200, 210].includes(error.code))
    return "the access token lacks a permission, or its account lacks a task on the Page";
  if (error.code === 1 || error.code === 101) return "the app's id or secret is wrong";
  if (error.code === 100)
    return "it doesn't accept the request; the token may be for something else than a Page, or the app secret may be wrong";
  return `it answered with code ${graphCode(error)}`;
}
