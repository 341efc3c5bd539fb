export * from "@effect/sql-pg/PgClient"
