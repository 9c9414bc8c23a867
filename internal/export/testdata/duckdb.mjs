// Read a Parquet file with DuckDB and print what was understood.
import { createRequire } from "node:module";
const { DuckDBInstance } = createRequire(process.argv[2] + "/")("@duckdb/node-api");
const db = await (await DuckDBInstance.create()).connect();
const r = await db.runAndReadAll(`SELECT id, type, actor[1].text AS actor, actor[1].country AS country, len(actor)::INT AS actors, mode, dead_min::INT AS dead, place_lat AS lat,
  speaker.text AS speaker, title, "group", reports::INT AS reports FROM read_parquet('${process.argv[3]}') ORDER BY id`);
for (const row of r.getRowObjectsJson()) console.log("duckdb", JSON.stringify(row));
