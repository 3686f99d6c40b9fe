#!/bin/sh
# Copies the last days of an export bucket, then reports. The network is used here and only here: whydenied
# itself never needs it.
#   BUCKET=gs://acme-log-export sync-and-report.sh
set -eu
bucket=${BUCKET:?BUCKET=gs://… (or oss://…) is needed}
logs=${LOGS:-/var/log/exports}
db=${DB:-/var/lib/whydenied/denials.db}
days=${DAYS:-3}

# Sinks write LOG/YYYY/MM/DD/HH:…; late files arrive for a while, so a few days are looked at each time.
# What was read before is known by its bytes and costs no more than a look at its size and time.
day=0
while [ "$day" -lt "$days" ]; do
    folder=$(date -u -d "-$day days" +%Y/%m/%d)
    mkdir -p "$logs/$folder"
    case $bucket in
    gs://*) gcloud storage rsync --recursive "$bucket/$folder" "$logs/$folder" ;;
    oss://*) ossutil sync "$bucket/$folder" "$logs/$folder" --update ;;
    *) echo "sync-and-report: $bucket is neither gs:// nor oss://" >&2; exit 2 ;;
    esac
    day=$((day + 1))
done

exec whydenied nightly --db "$db" --quiet-if-nothing-new "$logs"
