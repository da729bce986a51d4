"use client";

import { LayoutList } from "lucide-react";
import { useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import {
  type ImportDays,
  importDays as importDayChoices,
  USUAL_IMPORT_DAYS,
} from "@/lib/channels/import-days";
import type { LoginPage, LoginShape } from "@/lib/channels/logins/shapes";
import { ImportDaysField } from "../history/import-days-field";
import { PageChoice } from "./page-choice";
import { PermissionNotice } from "./permission-notice";
import { StepHeading } from "./steps";
import type { FacebookLogin } from "./use-facebook-login";

interface ChooseStepProps {
  facebook: FacebookLogin;
  login: LoginShape;
  wishedPageId: string | null;
  onChosen: (pages: LoginPage[], importDays: ImportDays) => void;
}

/** With more Pages than this a field to search them pays. */
const MANY = 8;

export function ChooseStep({ facebook, login, wishedPageId, onChosen }: ChooseStepProps) {
  const [chosen, setChosen] = useState(() => firstChoice(login.pages, wishedPageId));
  const [search, setSearch] = useState("");
  const [importDays, setImportDays] = useState(USUAL_IMPORT_DAYS);
  const shown = login.pages.filter(({ name }) =>
    name.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  );
  const choosable = shown.filter(({ selectable }) => selectable);
  const all = choosable.length > 0 && choosable.every(({ id }) => chosen.has(id));

  const choose = (pages: LoginPage[], wanted: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      for (const { id } of pages) wanted ? after.add(id) : after.delete(id);
      return after;
    });

  return (
    <Card className="grid gap-4 p-5 max-sm:p-4">
      <StepHeading>Choose Pages</StepHeading>
      <Account facebook={facebook} login={login} />
      <PermissionNotice permissions={login.permissions} onAskAgain={() => facebook.begin(true)} />
      {facebook.error && <Notice tone="error">{errorMessage(facebook.error)}</Notice>}
      {login.pagesCut && (
        <Notice tone="warning">
          This account holds more Pages than Pagedesk reads. Share fewer of them in Facebook’s window to find
          the rest.
        </Notice>
      )}
      {login.pages.length === 0 ? (
        <NoPages onAskAgain={() => facebook.begin(true)} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-3 empty:hidden">
            {login.pages.length > MANY && (
              <Input
                type="search"
                aria-label="Search Pages"
                placeholder={`Search ${login.pages.length} Pages`}
                value={search}
                onChange={({ target }) => setSearch(target.value)}
                className="max-w-72"
              />
            )}
            {choosable.length > 1 && (
              <Button size="small" onClick={() => choose(choosable, !all)}>
                {all ? "Choose none" : `Choose all ${choosable.length}`}
              </Button>
            )}
          </div>
          <fieldset className="min-w-0">
            <legend className="sr-only">Pages of {login.account?.name ?? "this account"}</legend>
            <ul className="max-h-[28rem] divide-y overflow-y-auto rounded-md border">
              {shown.map((page) => (
                <PageChoice
                  key={page.id}
                  page={page}
                  chosen={chosen.has(page.id)}
                  onChoose={(wanted) => choose([page], wanted)}
                />
              ))}
              {shown.length === 0 && (
                <li className="px-3 py-6 text-center text-muted">No Page has this name.</li>
              )}
            </ul>
          </fieldset>
        </>
      )}
      {login.pages.length > 0 && (
        <ImportDaysField
          label="Earlier conversations"
          choices={importDayChoices}
          days={importDays}
          onChange={setImportDays}
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <p className="flex-1 text-muted text-sm" role="status">
          {chosen.size > 0 && `${chosen.size} chosen`}
        </p>
        <Button
          variant="primary"
          disabled={chosen.size === 0}
          onClick={() =>
            onChosen(
              login.pages.filter(({ id }) => chosen.has(id)),
              importDays,
            )
          }
        >
          Connect and subscribe
        </Button>
      </div>
    </Card>
  );
}

/** The Page that somebody came for; else the only one there is. */
function firstChoice(pages: LoginPage[], wishedPageId: string | null): Set<string> {
  const choosable = pages.filter(({ selectable }) => selectable);
  const wished = choosable.filter(({ id }) => id === wishedPageId);
  const first = wished.length > 0 || choosable.length !== 1 ? wished : choosable;
  return new Set(first.map(({ id }) => id));
}

function Account({ facebook, login }: { facebook: FacebookLogin; login: LoginShape }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <span>
        Logged in as{" "}
        <strong className="font-medium text-ink">{login.account?.name ?? "a Facebook account"}</strong>
      </span>
      <Button size="small" busy={facebook.beginning} onClick={() => facebook.begin(true)}>
        <span>Log in again</span>
      </Button>
    </p>
  );
}

function NoPages({ onAskAgain }: { onAskAgain: () => void }) {
  return (
    <EmptyState
      icon={LayoutList}
      title="Facebook shows no Page of this account"
      action={
        <Button variant="primary" onClick={onAskAgain}>
          Ask again
        </Button>
      }
    >
      Either the account manages none, or none was ticked in Facebook’s window, or they belong to a business
      portfolio whose admin hasn’t assigned them to you. Ask again and tick your Pages, or log in with another
      account.
    </EmptyState>
  );
}
