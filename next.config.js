/** On every answer, API included; pages get their Content-Security-Policy from proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  devIndicators: false,
  serverExternalPackages: [
    ...["pg", "graphile-worker", "pino", "rate-limiter-flexible"],
    ...["sharp", "file-type", "undici", "@aws-sdk/client-s3", "@aws-sdk/lib-storage"],
  ],
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui"] },
  headers: async () => [{ source: "/:path*", headers }],
};
