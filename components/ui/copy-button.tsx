"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, type ButtonLook } from "./button";

type CopyButtonProps = ButtonLook & { text: string; label?: string; className?: string };

/** Copies `text` and says that it did. */
export function CopyButton({ text, label = "Copy", size = "small", ...look }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }

  return (
    <Button {...look} size={size} onClick={copy} aria-label={size === "icon" ? label : undefined}>
      <Icon aria-hidden="true" className="size-3.5" />
      {size !== "icon" && <span>{copied ? "Copied" : label}</span>}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
