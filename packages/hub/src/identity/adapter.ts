import type { Adapter, AdapterPayload } from "oidc-provider"
import type { Database, Trx } from "../store/database.ts"

/** oidc-provider's storage in our database. The provider's own never runs inside a transaction of ours. */
export class OidcAdapter implements Adapter {
  readonly #db: Database | Trx
  readonly #model: string

  constructor(db: Database | Trx, model: string) {
    this.#db = db
    this.#model = model
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const row = {
      payload: JSON.stringify(payload),
      grant_id: payload.grantId ?? null,
      uid: payload.uid ?? null,
      expires_at: expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000),
    }
    await this.#db
      .insertInto("oidc")
      .values({ model: this.#model, id, consumed_at: null, ...row })
      .onConflict((conflict) => conflict.columns(["model", "id"]).doUpdateSet(row))
      .execute()
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.#findBy("id", id)
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy("uid", uid)
  }

  // The device flow is off: nobody has a user code.
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  async consume(id: string): Promise<void> {
    await this.#db
      .updateTable("oidc")
      .set({ consumed_at: Math.floor(Date.now() / 1000) })
      .where("model", "=", this.#model)
      .where("id", "=", id)
      .execute()
  }

  async destroy(id: string): Promise<void> {
    await this.#db
      .deleteFrom("oidc")
      .where("model", "=", this.#model)
      .where("id", "=", id)
      .execute()
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    // A login under way names the grant too, and must outlive it: somebody may be changing over.
    await this.#db
      .deleteFrom("oidc")
      .where("grant_id", "=", grantId)
      .where("model", "!=", "Interaction")
      .execute()
  }

  async #findBy(column: "id" | "uid", value: string): Promise<AdapterPayload | undefined> {
    const row = await this.#db
      .selectFrom("oidc")
      .select(["payload", "consumed_at"])
      .where("model", "=", this.#model)
      .where(column, "=", value)
      .where((where) =>
        where.or([where("expires_at", "is", null), where("expires_at", ">", new Date())]),
      )
      .executeTakeFirst()
    if (row === undefined) return undefined
    return { ...row.payload, ...(row.consumed_at !== null && { consumed: row.consumed_at }) }
  }
}

/** Deletes what has expired. */
export async function purgeExpired(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("oidc").where("expires_at", "<", now).execute()
}
