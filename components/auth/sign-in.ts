import { ApiError, api } from "@/components/api";

export interface SignInWords {
  email: string;
  password: string;
}

/**
 * Signs in by next-auth's own form, without its client library.
 *
 * @throws ApiError with words for the screen.
 */
export async function signIn({ email, password }: SignInWords) {
  const { csrfToken } = await api<{ csrfToken: string }>("GET", "/api/auth/csrf");
  const response = await post({ csrfToken, email, password, json: "true", callbackUrl: "/" });
  const { url } = (await response.json().catch(() => ({}))) as { url?: string };
  const answer = new URL(url ?? "/", window.location.origin).searchParams;
  if (response.ok && url && !answer.has("csrf")) return;

  throw new ApiError(response.status, "sign_in", wordsFor(answer.get("error") ?? ""));
}

function post(fields: Record<string, string>) {
  return fetch("/api/auth/callback/credentials", { method: "POST", body: new URLSearchParams(fields) }).catch(
    () => {
      throw new ApiError(0, "unreachable", "Pagedesk can't be reached right now. Try again in a moment.");
    },
  );
}

/** next-auth hands an error on as one word in an address; see lib/auth/options.ts. */
function wordsFor(error: string) {
  const [code, seconds] = error.split(":");
  if (code === "CredentialsSignin") return "The e-mail address or the password is not right.";
  if (code !== "too_many_requests") return "You could not be signed in just now. Try again in a moment.";

  const minutes = Math.max(1, Math.ceil(Number(seconds) / 60));
  return `Too many attempts. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
}
