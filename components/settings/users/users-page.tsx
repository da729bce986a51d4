"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { errorMessage } from "@/components/api";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { InviteDialog } from "./invite-dialog";
import { usersQuery } from "./queries";
import { UserRow } from "./user-row";

export function UsersPage() {
  const me = useMe();
  const { data: users = [], error } = useQuery(usersQuery());
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden="true" className="size-4" />
      Add user
    </Button>
  );

  return (
    <>
      <PageHeader title="Users" action={users.length > 1 && invite}>
        Who works here, and what they may do. You invite somebody by a link.
      </PageHeader>
      {error && (
        <Notice tone="error" className="mb-4">
          {errorMessage(error)}
        </Notice>
      )}
      <Card aria-label="Users">
        <ul className="divide-y">
          {users.map((user) => (
            <UserRow key={user.id} user={user} isMe={user.id === me.id} />
          ))}
        </ul>
        {users.length === 1 && (
          <div className="border-t">
            <EmptyState icon={UserPlus} title="You are alone here" action={invite}>
              Add the people who will answer with you.
            </EmptyState>
          </div>
        )}
      </Card>
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </>
  );
}
