/** Words that survive minification and tell what a chunk is made of. */
const SIGNS: [name: string, sign: RegExp][] = [
  ["react-dom", /Minified React error|onRecoverableError/],
  ["next router", /next-router-state-tree|Next-Router-Prefetch/i],
  ["polyfills", /Symbol\.prototype\.description|polyfill-nomodule/],
  ["react-query", /queryHash|dehydratedAt/],
  ["react-virtual", /getVirtualItems|measureElement/],
  ["socket.io", /engine\.io|tryAllTransports/],
  ["radix", /data-radix|DismissableLayer/],
  ["zod", /ZodError|invalid_type/],
  ["next-themes", /prefers-color-scheme.*localStorage|next-themes/],
  ["icons", /lucide/],
  ["inbox", /data-conversation/],
];

/** What is probably in a script. */
export function chunkContents(script: string): string[] {
  return SIGNS.filter(([, sign]) => sign.test(script)).map(([name]) => name);
}
