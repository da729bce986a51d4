import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { Providers } from "@/components/providers";
import { themeScript } from "@/components/ui/theme-script";

/** Every page belongs to somebody who is signed in, and carries its own nonce. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Pagedesk", template: "%s · Pagedesk" },
  description: "One inbox for everything that people write to your Pages.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // The composer stays above the keyboard of a phone.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f0f0f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0e" },
  ],
};

export default async function RootLayout({ children }: LayoutProps<"/">) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;

  return (
    <html lang="en" dir="ltr" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own few words, which must run before the first paint. */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: themeScript }} suppressHydrationWarning />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
