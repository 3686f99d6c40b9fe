// A saved report with 5,000 problems, made of the sample's: node many.mjs SAMPLE.json >MANY.json
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wanted = 5000;
const day = (n) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().replace(".000", "");
const problems = report.incidents.filter((i) => !i.lookalike);
report.incidents = Array.from({ length: wanted }, (_, n) => ({
  ...problems[n % problems.length],
  fingerprint: n.toString(16).padStart(16, "0"),
  count: wanted - n,
  first: n % 7 ? day(n % 7) : null,  // every seventh has no time; the others last up to three days
  last: n % 7 ? day(n % 7 + n % 3) : null,
  principal: { ...problems[n % problems.length].principal, id: `worker-${n}@acme-prod.iam.gserviceaccount.com` },
}));
// Totals hold: each of them is counted once.
const sum = report.incidents.reduce((n, i) => n + i.count, 0), { totals } = report;
totals.records = totals.events = totals.events - totals.denials - totals.lookalikes + sum;
totals.records += Object.values(totals.skipped).reduce((n, k) => n + k, 0);
totals.denials = totals.matched = sum;
totals.unmatched = totals.lookalikes = 0;
report.span = { first: day(1), last: day(8) };
report.listed = { ...report.listed, problems: wanted, lookalikes: 0 };
process.stdout.write(JSON.stringify(report));
