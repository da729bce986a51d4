"use client";

import clsx from "clsx";
import {
  Cable,
  CircleUser,
  ListChecks,
  type LucideIcon,
  PackageOpen,
  PackageSearch,
  PackageX,
  Users,
} from "lucide-react";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { AppLink } from "@/components/ui/app-link";
import type { Agent } from "@/lib/auth/agent";

interface Section {
  href: Route;
  label: string;
  icon: LucideIcon;
  adminOnly?: true;
}

const sections: Section[] = [
  { href: "/settings/channels", label: "Channels", icon: Cable },
  { href: "/settings/users", label: "Users", icon: Users, adminOnly: true },
  { href: "/settings/configuration", label: "Configuration", icon: ListChecks, adminOnly: true },
  { href: "/settings/deliveries", label: "Deliveries", icon: PackageOpen, adminOnly: true },
  { href: "/settings/parked-lanes", label: "Parked", icon: PackageSearch, adminOnly: true },
  { href: "/settings/set-aside", label: "Set aside", icon: PackageX, adminOnly: true },
  { href: "/settings/account", label: "Account", icon: CircleUser },
];

/** The sections of the settings that this role may see. */
export function SettingsNavigation({ role }: { role: Agent["role"] }) {
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the sections stand in a row that is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another current section.
  useEffect(() => {
    const current = list.current?.querySelector("[aria-current]");
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);

  return (
    <nav
      aria-label="Settings"
      className="border-e bg-surface px-2.5 py-4 max-md:border-e-0 max-md:border-b max-md:px-2 max-md:py-2"
    >
      <p className="px-2.5 pb-3 font-semibold text-lg tracking-tight max-md:hidden">Settings</p>
      <ul ref={list} className="flex flex-col gap-0.5 max-md:flex-row max-md:overflow-x-auto">
        {sections
          .filter(({ adminOnly }) => !adminOnly || role === "admin")
          .map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <AppLink
                href={href}
                aria-current={pathname.startsWith(href) ? "page" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 font-medium transition-colors max-md:h-10",
                  pathname.startsWith(href)
                    ? "bg-accent-soft text-accent-ink"
                    : "text-muted hover:bg-hover hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-4 shrink-0" />
                {label}
              </AppLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
