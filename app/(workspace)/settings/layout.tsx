import { SettingsNavigation } from "@/components/shell/settings-navigation";
import { pageAgent } from "@/lib/auth/page-agent";

export default async function SettingsLayout({ children }: LayoutProps<"/settings">) {
  const agent = await pageAgent();

  return (
    <div className="grid h-full grid-cols-[13.5rem_minmax(0,1fr)] max-md:grid-cols-1 max-md:grid-rows-[auto_minmax(0,1fr)]">
      <SettingsNavigation role={agent.role} />
      <main
        // Positioned, so that what only screen readers see scrolls with it instead of lengthening the document.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard.
        tabIndex={0}
        className="relative overflow-y-auto px-8 py-7 max-md:px-4 max-md:py-5 focus-visible:-outline-offset-2"
      >
        <div className="mx-auto max-w-4xl">{children}</div>
      </main>
    </div>
  );
}
