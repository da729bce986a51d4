"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A link that is shown this one time. */
export function LinkOnce({ name, url }: { name: string; url: string }) {
  return (
    <div className="grid gap-3">
      <Field
        label={`Link for ${name}`}
        hint="It works once, for seven days. It is not shown again; you can make a new one at any time."
      >
        {(control) => (
          <Input
            {...control}
            readOnly
            value={url}
            dir="ltr"
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <CopyButton
        text={url}
        label="Copy the link"
        size="medium"
        variant="primary"
        className="justify-self-start"
      />
    </div>
  );
}
