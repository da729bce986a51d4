"use client";

import clsx from "clsx";
import { Monitor, Moon, Sun } from "lucide-react";

import { useSyncExternalStore } from "react";
import { useTheme } from "@/components/ui/use-theme";

const themes = [
  { name: "system", label: "As the system", icon: Monitor },
  { name: "light", label: "Light", icon: Sun },
  { name: "dark", label: "Dark", icon: Moon },
] as const;

/** Kept in this browser only, so the server cannot know which one is chosen. */
export function ThemeField() {
  const { theme, setTheme } = useTheme();
  const chosen = useSyncExternalStore(
    never,
    () => theme,
    () => undefined,
  );

  return (
    <fieldset>
      <legend className="sr-only">Appearance</legend>
      <div className="inline-flex flex-wrap gap-1 rounded-lg border bg-sunken p-1">
        {themes.map(({ name, label, icon: Icon }) => (
          <label
            key={name}
            className={clsx(
              "flex h-8 items-center gap-2 rounded-md px-3 font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-10",
              chosen === name ? "bg-surface text-ink shadow-small" : "text-muted hover:text-ink",
            )}
          >
            <input
              type="radio"
              name="theme"
              className="sr-only"
              checked={chosen === name}
              onChange={() => setTheme(name)}
            />
            <Icon aria-hidden="true" className="size-4" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function never() {
  return () => {};
}
