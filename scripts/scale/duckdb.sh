#!/bin/sh
# Logs that are kept as Parquet or Avro: DuckDB prints them as NDJSON, and what is found goes back as a table.
#   duckdb.sh rows LOGS.parquet         NDJSON of the rows, for whydenied map or analyze
#   duckdb.sh table RECORDS.tsv DB      reduced records into the table denials of a DuckDB file
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
    "$duckdb" -noheader -list -c "SELECT to_json(r) FROM $from r" ;;
table)
    file=$(quoted "${2:?a file of records}")
    "$duckdb" "${3:?a DuckDB file}" -c "CREATE OR REPLACE TABLE denials AS
        SELECT key AS fingerprint, value->>'night' AS night, value->'state'->>'rule' AS rule,
               (value->'state'->>'count')::BIGINT AS count, value->'state'->'permissions' AS permissions,
               value->'state'->'slots'->'principal'->>0 AS principal
        FROM read_csv($file, delim = '\t', header = false, quote = '', escape = '', columns = {'key': 'VARCHAR', 'value': 'JSON'},
                      max_line_size = 67108864)
        WHERE key NOT LIKE '!%'" ;;
*) echo "duckdb.sh rows FILE | duckdb.sh table RECORDS DB" >&2; exit 2 ;;
esac
