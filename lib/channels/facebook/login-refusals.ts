import { storableText } from "@/lib/storable";

/**
 * Every way in which a sign-in at Facebook can end without a grant, in words: what happened, and what to do.
 * Judged by code and subcode, never by Facebook's sentences. Browser-safe.
 */
export interface LoginRefusal {
  title: string;
  message: string;
  remedy: string;
  /** Whether opening the dialog again can help without anybody changing anything first. */
  askAgain: boolean;
}

export const loginRefusals = {
  // An app in development mode, or a configuration with a permission that cannot be granted, answers exactly like a
  // person who refuses: we must not say "you cancelled".
  not_granted: {
    title: "Facebook didn't grant access",
    message:
      "The window was closed or refused, or the Facebook app may not ask this account yet: an app in development mode answers in the same way.",
    remedy:
      "If you refused, ask again. If you agreed to everything, have somebody check in the app dashboard that the app is live, or that your account has a role in it, and that every permission it asks for is approved.",
    askAgain: true,
  },
  dialog_error: {
    title: "Facebook couldn't show the sign-in",
    message: "Facebook ended the sign-in with an error of its own.",
    remedy: "Try again in a moment. If it stays, check the app's settings in the Facebook app dashboard.",
    askAgain: true,
  },
  invalid_scopes: {
    title: "The app may not ask for these permissions",
    message: "Facebook doesn't know a permission for this app, so it showed no dialog.",
    remedy:
      "In the app dashboard, add the Messenger product and the permissions listed here to the app. With Facebook Login for Business, set FACEBOOK_CONFIG_ID.",
    askAgain: false,
  },
  no_code: {
    title: "Facebook sent nothing back",
    message: "The window returned without an answer, as it does when the address was opened by hand.",
    remedy: "Ask again.",
    askAgain: true,
  },
  code_used: {
    title: "This sign-in was used already",
    message: "Facebook accepts each sign-in once, and this one was handed in before. Nothing was lost.",
    remedy: "Ask again.",
    askAgain: true,
  },
  code_expired: {
    title: "The sign-in came too late",
    message: "Facebook's answer is good for some minutes only.",
    remedy: "Ask again, and finish in one go.",
    askAgain: true,
  },
  redirect_mismatch: {
    title: "The return address doesn't match",
    message: "Facebook compares the return address letter by letter, and found a difference.",
    remedy:
      "Add the return address shown below to Valid OAuth Redirect URIs in the app dashboard, and check that APP_URL is the address that people open.",
    askAgain: true,
  },
  wrong_secret: {
    title: "The app secret is wrong",
    message: "Facebook didn't accept the app secret that Pagedesk was started with.",
    remedy: "Copy the app secret from the app dashboard to FACEBOOK_APP_SECRET and restart Pagedesk.",
    askAgain: false,
  },
  unknown_app: {
    title: "Facebook doesn't know this app",
    message: "There is no Facebook app with the id that Pagedesk was started with.",
    remedy: "Check FACEBOOK_APP_ID and restart Pagedesk.",
    askAgain: false,
  },
  foreign_token: {
    title: "The sign-in belongs to another app",
    message: "Facebook's answer was made for another app than this installation's, so it was not used.",
    remedy: "Check FACEBOOK_APP_ID and FACEBOOK_APP_SECRET, then ask again.",
    askAgain: true,
  },
  token_invalid: {
    title: "Facebook has ended this sign-in",
    message:
      "The access isn't valid any more: the password was changed, the app was removed from the account, or Facebook wants the account to be checked.",
    remedy: "Ask again. If it stays, open facebook.com with this account and follow what it asks for.",
    askAgain: true,
  },
  busy: {
    title: "Facebook asks us to wait",
    message: "The app has made too many calls for now. Nothing was lost.",
    remedy: "Ask again in some minutes.",
    askAgain: true,
  },
  unreachable: {
    title: "Facebook can't be reached",
    message: "Pagedesk got no usable answer from Facebook. Nothing was lost.",
    remedy: "Ask again in a moment. If it stays, check that this server may connect to Facebook.",
    askAgain: true,
  },
  other_browser: {
    title: "This sign-in began in another browser",
    message: "Only the browser that began may finish, so that nobody can slip you a foreign account.",
    remedy: "Ask again here, and finish in the same browser.",
    askAgain: true,
  },
  unknown: {
    title: "Facebook refused",
    message: "Facebook refused for a reason that Pagedesk doesn't know.",
    remedy: "Ask again. If it stays, copy the detail and look it up in Facebook's developer pages.",
    askAgain: true,
  },
} as const satisfies Record<string, LoginRefusal>;

export type LoginRefusalReason = keyof typeof loginRefusals;

/** The words for a stored reason; one that this version doesn't know reads as `unknown`. */
export function loginRefusal(reason: string): LoginRefusal {
  return loginRefusals[reason as LoginRefusalReason] ?? loginRefusals.unknown;
}

/** What the dialog brought back instead of a code. */
export function refusalOfDialog(params: URLSearchParams): LoginRefusalReason | null {
  const error = params.get("error");
  const code = params.get("error_code");
  if (!error && !code && !params.get("error_message")) return params.get("code") ? null : "no_code";
  if (error === "access_denied" || params.get("error_reason") === "user_denied" || code === "200")
    return "not_granted";
  if (error === "invalid_scope" || code === "100") return "invalid_scopes";
  return "dialog_error";
}

/** The member that Facebook names in the address, for the detail that can be copied. Never the code. */
export function detailOfDialog(params: URLSearchParams): string {
  const named = ["error", "error_reason", "error_code", "error_description", "error_message"];
  const told = named.flatMap((name) => (params.get(name) ? [`${name}=${params.get(name)}`] : []));
  return storableText(told.join(", ").slice(0, 500));
}

/** A refusal while the code is exchanged or the token is inspected. */
export function refusalOfCode(code: number, subcode: number | null): LoginRefusalReason {
  if (code === 100 && subcode === 36009) return "code_used";
  if (code === 100 && subcode === 36007) return "code_expired";
  if (code === 100 && subcode === 36008) return "redirect_mismatch";
  if (code === 1 && subcode === null) return "wrong_secret";
  if (code === 101) return "unknown_app";
  if (code === 190) return "token_invalid";
  if ([4, 17, 32, 613].includes(code)) return "busy";
  if (code === 2 || code === -1) return "unreachable";
  return "unknown";
}
