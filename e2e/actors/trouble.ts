import { readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";

/** Something inside the product that fails again and again: from outside nobody can bring it about. */
export class Trouble {
  private constructor(
    private readonly database: Client,
    private readonly name: string,
  ) {}

  /** No message with this text can be stored any more. */
  static async storing(dataDir: string, text: string) {
    const file = (name: string) => readFileSync(path.join(dataDir, "postgres", name), "utf8").trim();
    const [user, database] = ["pagedesk", "pagedesk"];
    const client = new Client({
      host: "127.0.0.1",
      port: Number(file("port")),
      password: file("password"),
      user,
      database,
    });
    await client.connect();
    const name = `trouble_${Date.now()}`;
    const [wanted, words] = [client.escapeLiteral(text), client.escapeLiteral(`trouble with ${text}`)];
    await client.query(`
      create function ${name}() returns trigger language plpgsql as $$ begin
        if new.text = ${wanted} then raise exception using message = ${words}; end if;
        return new;
      end $$;
      create trigger ${name} before insert on messages for each row execute function ${name}();`);
    return new Trouble(client, name);
  }

  async ends() {
    await this.database.query(`drop function ${this.name}() cascade`);
    await this.database.end();
  }
}
