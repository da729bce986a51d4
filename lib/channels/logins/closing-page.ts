import { randomBytes } from "node:crypto";
import { loginRefusal } from "@/lib/channels/facebook/login-refusals";
import type { LoginRow } from "./find-login";

/** What the page says to the one that opened it, by BroadcastChannel and by postMessage. */
export interface LoginReturn {
  type: "facebook-login";
  loginId: string;
  status: LoginRow["status"];
}

interface Words {
  title: string;
  message: string;
  /** Where the link leads when the window can't close itself. */
  href: string;
  told: LoginReturn | null;
  status: number;
}

/** The last page of the popup: it tells the wizard and closes; without a popup it leads back to where it began. */
export function closingPage(login: LoginRow): Response {
  const told: LoginReturn = { type: "facebook-login", loginId: login.id, status: login.status };
  const href = login.channelId
    ? `/settings/channels/${login.channelId}/check-up?login=${login.id}`
    : `/settings/channels/connect?login=${login.id}`;
  if (login.status === "refused") {
    const { title, message } = loginRefusal(login.refusal?.reason ?? "unknown");
    return page({ title, message, href, told, status: 200 });
  }
  return page({
    title: "Facebook has answered",
    message: "You can close this window and go on in Pagedesk.",
    href,
    told,
    status: 200,
  });
}

/** An error in the contract's envelope, as a page for the person who looks at it. */
export async function closingPageOfError(response: Response): Promise<Response> {
  const { error } = await response.json();
  return page({
    title: "This sign-in can't be finished",
    message: String(error.message),
    href: "/settings/channels/connect",
    told: null,
    status: response.status,
  });
}

function page(words: Words): Response {
  const nonce = randomBytes(16).toString("base64");
  return new Response(html(words, nonce), {
    status: words.status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "X-Content-Type-Options": "nosniff",
      // The address holds the code of the dialog: it must not be kept nor passed on.
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    },
  });
}

function html({ title, message, href, told }: Words, nonce: string) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Pagedesk</title>
<style nonce="${nonce}">
body { font: 15px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 15vh auto; padding: 0 1.5rem }
h1 { font-size: 1.2rem }
a { display: inline-block; padding: .6rem 0; color: LinkText }
</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(message)}</p>
<p><a href="${escapeHtml(href)}">Back to Pagedesk</a></p>
${told ? `<script nonce="${nonce}">${script(told, href)}</script>` : ""}
</html>`;
}

/** Facebook's pages may have cut the tie to the opener, so the message goes both ways. */
function script(told: LoginReturn, href: string) {
  return `
const told = ${json(told)};
const hadOpener = Boolean(window.opener);
try { new BroadcastChannel("pagedesk-facebook-login").postMessage(told); } catch {}
try { window.opener?.postMessage(told, location.origin); } catch {}
window.close();
setTimeout(() => { if (!hadOpener) location.replace(${json(href)}); }, 500);`;
}

const json = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);
