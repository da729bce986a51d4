import { isAppError } from "@/lib/errors";
import { serveFile } from "@/lib/media/serve-file";
import { servedFile } from "@/lib/media/served-file";
import { findLinkedFile } from "./attachment-links";

/**
 * What a contact gets by a link: the file to save, never to open within our site, or a page that says why not. Nobody
 * keeps it in between, so that a revoked link is over at once; no search engine lists it.
 */
export async function serveLink(request: Request, token: string): Promise<Response> {
  const answer = await fileOrPage(request, token);
  answer.headers.set("cache-control", "private, no-store, no-transform");
  answer.headers.set("x-robots-tag", "noindex, nofollow");
  answer.headers.set("cross-origin-resource-policy", "cross-origin");
  return answer;
}

async function fileOrPage(request: Request, token: string): Promise<Response> {
  try {
    const file = await findLinkedFile(token);
    return await serveFile(request, { ...servedFile(file, null), inline: false });
  } catch (error) {
    if (isAppError(error) && (error.code === "gone" || error.code === "not_found")) return gonePage();
    throw error;
  }
}

function gonePage() {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
  return new Response(PAGE, { status: 410, headers });
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>This link does not work any more</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem }
  p { margin: 0 }
</style>
<main>
  <h1>This link does not work any more</h1>
  <p>It has expired, or it was withdrawn. Write to whoever sent it to you, and ask for the file once more.</p>
</main>
`;
