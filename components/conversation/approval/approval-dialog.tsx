"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Message } from "@/lib/conversations/shapes";
import { useApproval } from "./use-approval";

interface ApprovalDialogProps {
  kind: "edit" | "reject";
  message: Message;
  onClose: () => void;
}

const words = {
  edit: {
    title: "Edit before everyone can see it",
    description: "It goes out in your words. Your colleague sees both, and that it was you.",
    label: "Public reply",
    confirm: "Approve as edited",
  },
  reject: {
    title: "Reject this reply",
    description: "Nobody outside sees it. Its author gets it back with your reason.",
    label: "Reason",
    confirm: "Reject",
  },
};

/** Where a second person changes a public reply before it goes out, or tells why it doesn't. */
export function ApprovalDialog({ kind, message, onClose }: ApprovalDialogProps) {
  const [text, setText] = useState(kind === "edit" ? (message.text ?? "") : "");
  const { approve, reject } = useApproval(message, onClose);
  const { title, description, label, confirm } = words[kind];
  const isEdit = kind === "edit";
  const isEmpty = isEdit && !text.trim() && message.attachments.length === 0;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={isEdit ? "primary" : "danger"}
            busy={approve.isPending || reject.isPending}
            disabled={isEmpty}
            onClick={() => (isEdit ? approve.mutate(text) : reject.mutate(text))}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <Field label={label} optional={!isEdit}>
        {(field) => (
          <Textarea
            {...field}
            rows={isEdit ? 6 : 3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
