import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";

export function AdminsOnly({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Notice action={<ButtonLink href="/settings/channels">Back to channels</ButtonLink>}>
        Only an admin can change channels. Ask an admin of your workspace.
      </Notice>
    </>
  );
}
