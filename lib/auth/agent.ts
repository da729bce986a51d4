/** Who is asking: a signed-in user whose session was checked against the database in this request. */
export interface Agent {
  id: string;
  name: string;
  role: "agent" | "manager" | "admin";
}
