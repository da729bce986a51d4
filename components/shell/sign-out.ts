import { showToast } from "@/components/ui/toast";

/** Ends the session by next-auth's own form, then leaves the page so that nothing of it stays in memory. */
export async function signOut() {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    await fetch("/api/auth/signout", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/sign-in" }),
    });
    window.location.assign("/sign-in");
  } catch {
    showToast("You are still signed in: Pagedesk can't be reached. Try again in a moment.");
  }
}
