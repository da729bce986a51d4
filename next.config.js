/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  devIndicators: false,
  serverExternalPackages: ["pg", "graphile-worker", "pino", "rate-limiter-flexible"],
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui"] },
};
