import path from "node:path";

/**
 * What `npm start` decides from the environment. The product parses the environment by itself; here stands only what
 * the starter must know before the product runs.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} root
 */
export function startSettings(env, root) {
  const port = portOf(env, "PORT", 3000);
  const servesRequests = env.PROCESS !== "worker";
  const wanted = env.DEMO ? env.DEMO === "1" : !env.FACEBOOK_APP_ID;

  return {
    port,
    url: (env.APP_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir: path.resolve(root, env.DATA_DIR || ".data"),
    servesRequests,
    demo: wanted && servesRequests,
    simulatorPort: portOf(env, "SIMULATOR_PORT", 3100),
  };
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} name
 * @param {number} fallback
 */
function portOf(env, name, fallback) {
  const port = Number(env[name] || fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`${name} must be a port number.`);
  return port;
}
