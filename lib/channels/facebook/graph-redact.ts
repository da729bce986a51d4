const CUT = "[secret]";

/** Cuts out of a platform's words what must not be kept: it likes to repeat the very token it refuses. */
export function redact(
  text: string,
  { accessToken, appSecret }: { accessToken?: string; appSecret?: string },
) {
  return cut(cut(text, accessToken), appSecret)
    .replace(/\bEAA[A-Za-z0-9_-]{8,}/g, CUT)
    .replace(
      /\b(access_token|client_secret|appsecret_proof|fb_exchange_token|input_token)=[^&\s"']+/gi,
      `$1=${CUT}`,
    );
}

function cut(text: string, secret: string | undefined) {
  return secret ? text.replaceAll(secret, CUT) : text;
}
