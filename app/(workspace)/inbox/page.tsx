export default function InboxPage() {
  return <main>Inbox</main>;
}
