/** The panes beside the list, in one piece: fetched apart, each would bring along what both need. */
export { ContactPane } from "@/components/contact/contact-pane";
export { ConversationPane } from "@/components/conversation/conversation-pane";
