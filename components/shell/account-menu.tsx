"use client";

import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import type { MenuControl } from "@/components/ui/lazy-menu";
import { Menu, MenuEntry, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { useTheme } from "@/components/ui/use-theme";
import { useMe } from "./me";
import { signOut } from "./sign-out";

const themes = [
  { name: "system", label: "As the system", icon: Monitor },
  { name: "light", label: "Light", icon: Sun },
  { name: "dark", label: "Dark", icon: Moon },
] as const;

export function AccountMenu(props: MenuControl) {
  const me = useMe();
  const router = useRouter();
  const { theme, setTheme } = useTheme();

  return (
    <Menu {...props} side="right" align="end">
      <div className="px-2 py-1.5">
        <p dir="auto" className="truncate font-medium">
          {me.name}
        </p>
        <p className="text-muted text-sm">{roles[me.role]}</p>
      </div>
      <MenuSeparator />
      <MenuEntry icon={UserRound} onSelect={() => router.push("/settings/account")}>
        Account
      </MenuEntry>
      <MenuSeparator />
      <MenuLabel>Appearance</MenuLabel>
      {themes.map(({ name, label, icon }) => (
        <MenuEntry key={name} icon={icon} checked={theme === name} onSelect={() => setTheme(name)}>
          {label}
        </MenuEntry>
      ))}
      <MenuSeparator />
      <MenuEntry icon={LogOut} onSelect={signOut}>
        Sign out
      </MenuEntry>
    </Menu>
  );
}

const roles = { agent: "Agent", manager: "Manager", admin: "Admin" };
