import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ApiError, errorMessage } from "@/components/api";

/** What is wrong, by the name of the field; `form` is about the whole. */
export type Problems = Record<string, string>;

interface Submission<Values, Answer> {
  /** Reads the form. */
  read: (form: FormData) => Values;
  /** What can be told without asking the server. */
  check?: (values: Values) => Problems;
  send: (values: Values) => Promise<Answer>;
  onDone: (answer: Answer, form: HTMLFormElement) => void;
}

/**
 * A form that keeps what was typed, says what is wrong beside the field it is about, and puts the focus there. Give
 * its inputs the names that the server uses.
 */
export function useSubmission<Values, Answer>({ read, check, send, onDone }: Submission<Values, Answer>) {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const { mutate, isPending } = useMutation({
    mutationFn: send,
    networkMode: "always", // offline is said at once: a form that waits in silence looks broken
    onSuccess: (answer) => onDone(answer, form.current!),
    onError: (error) => show(problemsOf(error)),
  });

  function show(found: Problems) {
    setProblems(found);
    const [first] = Object.keys(found);
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = read(new FormData(event.currentTarget));
    const found = check?.(values) ?? {};
    show(found);
    if (Object.keys(found).length === 0) mutate(values);
  }

  // Sent before the script is there, a form must not put a password into an address.
  return {
    form: { ref: form, method: "post" as const, onSubmit, noValidate: true },
    problems,
    busy: isPending,
  };
}

function problemsOf(error: unknown): Problems {
  const details = error instanceof ApiError ? error.details : {};
  if (Array.isArray(details.issues)) return Object.fromEntries(details.issues.map(problemOf));
  if (typeof details.field === "string") return { [details.field]: errorMessage(error) };
  return { form: errorMessage(error) };
}

function problemOf({ path, message }: { path: string; message: string }) {
  return [path || "form", message];
}

/** A text field as it was typed; never a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
