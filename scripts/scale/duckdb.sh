#!/bin/sh
# Logs that are kept as Parquet or Avro: DuckDB prints them as NDJSON, and what is found goes back as a table.
#   duckdb.sh rows LOGS.parquet [COLUMN]   NDJSON of the rows, or of the entries that a column holds as text
#   duckdb.sh table RECORDS.tsv DB         reduced records into the table denials of a DuckDB file
set -eu
duckdb=${DUCKDB:-duckdb}
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }

case ${1:?rows or table} in
rows)
    file=$(quoted "${2:?a Parquet or Avro file, or a glob}")
    case $2 in
    *.avro) from="read_avro($file)" ;;
    *) from="read_parquet($file)" ;;
    esac
    what="to_json(r)"
    [ -z "${3:-}" ] || what="rtrim(\"$3\", chr(10))"
    "$duckdb" -noheader -list -c "SELECT $what FROM $from r" ;;
table)
    file=$(quoted "${2:?a file of records}")
    "$duckdb" "${3:?a DuckDB file}" -c "CREATE OR REPLACE TABLE denials AS
        -- A slot is a text, or a text and its source; permissions are left out where the slot names the only one.
        SELECT fingerprint, night, rule, count,
               coalesce(permissions, CASE WHEN permission IS NULL THEN '[]'::JSON ELSE json_array(permission) END) AS permissions,
               principal FROM (
        SELECT key AS fingerprint, value->>'night' AS night, value->'state'->>'rule' AS rule,
               (value->'state'->>'count')::BIGINT AS count, value->'state'->'permissions' AS permissions,
               coalesce(value->'state'->'slots'->'permission'->>0, value->'state'->'slots'->>'permission') AS permission,
               coalesce(value->'state'->'slots'->'principal'->>0, value->'state'->'slots'->>'principal') AS principal
        FROM read_csv($file, delim = '\t', header = false, quote = '', escape = '', columns = {'key': 'VARCHAR', 'value': 'JSON'},
                      max_line_size = 67108864)
        WHERE key NOT LIKE '!%')" ;;
*) echo "duckdb.sh rows FILE | duckdb.sh table RECORDS DB" >&2; exit 2 ;;
esac
