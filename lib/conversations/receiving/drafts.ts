/** Rows of one table as a batch leaves them, beside what they were when it read them. Nothing is written before its end. */
export class Drafts<Row extends { id: string }> {
  readonly #before = new Map<string, Row>();
  readonly #now = new Map<string, Row>();

  /** What the database holds. */
  read(row: Row) {
    this.#before.set(row.id, row);
    this.#now.set(row.id, row);
  }

  /** What it shall hold. */
  add(row: Row): Row {
    this.#now.set(row.id, row);
    return row;
  }

  /** @throws Error for a row that the batch has not read: a mistake of ours. */
  change(id: string, changed: Partial<Row>): Row {
    return this.add({ ...this.get(id), ...changed });
  }

  get(id: string): Row {
    const row = this.#now.get(id);
    if (!row) throw new Error("A row is changed that was not read.");
    return row;
  }

  find(id: string): Row | undefined {
    return this.#now.get(id);
  }

  get all(): Row[] {
    return [...this.#now.values()];
  }

  get added(): Row[] {
    return [...this.#now.values()].filter(({ id }) => !this.#before.has(id));
  }

  get changed(): { before: Row; after: Row }[] {
    return [...this.#now.values()].flatMap((after) => {
      const before = this.#before.get(after.id);
      return before && before !== after ? { before, after } : [];
    });
  }
}
