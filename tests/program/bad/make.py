#!/usr/bin/env python3
"""Makes the hostile files that README.md explains, the same bytes every time. Usage: make.py FOLDER"""
import bz2
import gzip
import io
import json
import lzma
import pathlib
import struct
import sys
import tarfile
import zipfile
import zlib


def entry(n, **more):
    """A denial: who, what, where. n keeps keys of duplicates apart."""
    payload = {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", "serviceName": "storage.googleapis.com",
               "methodName": "storage.objects.get", "resourceName": f"projects/_/buckets/acme-{n}/objects/o",
               "authenticationInfo": {"principalEmail": f"reader-{n}@acme-lab.iam.gserviceaccount.com"},
               "status": {"code": 7, "message": "PERMISSION_DENIED"},
               "authorizationInfo": [{"permission": "storage.objects.get", "resource": f"projects/_/buckets/acme-{n}/objects/o"}]}
    payload.update(more.pop("payload", {}))
    return {"insertId": f"i{n}", "logName": "projects/acme-lab/logs/cloudaudit.googleapis.com%2Fdata_access",
            "protoPayload": payload, "resource": {"type": "gcs_bucket", "labels": {"project_id": "acme-lab"}},
            "severity": "ERROR", "timestamp": f"2026-09-01T00:00:{n % 60:02d}Z", **more}


def line(n, **more):
    return json.dumps(entry(n, **more), separators=(",", ":")).encode() + b"\n"


def member(data, level=9):
    return gzip.compress(data, level, mtime=0)


GOOD = b"".join(line(n) for n in range(3))
MORE = b"".join(line(n) for n in range(3, 6))
GZ = member(GOOD)
TEXT = b"denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource " \
       b"\"projects/acme-lab/locations/us-central1/repositories/r\" (or it may not exist)\n"


def zeros(count):
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join([*(pack.compress(block) for _ in range(count)), pack.flush()])


def zstd_frame(data):
    """Stored as it is: a frame of one segment, its length, one raw block."""
    return b"\x28\xb5\x2f\xfd\x60" + struct.pack("<H", len(data) - 256) + struct.pack("<I", 1 | len(data) << 3)[:3] + data


def archive_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(zipfile.ZipInfo("a.json"), GOOD)
    return out.getvalue()


def archive_tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        t.addfile(tarfile.TarInfo("a.json"), io.BytesIO())
    return out.getvalue()


def padded(n, size):
    """A record of exactly `size` bytes without its newline."""
    short = line(n, pad="")
    return line(n, pad="x" * (size - len(short) + 1))


def raw(n, key, value):
    """A record with a member whose bytes no encoder would write."""
    return line(n)[:-2] + b',"' + key + b'":' + value + b"}\n"


def nested(n, depth):
    return raw(n, b"deep", b"[" * (depth - 1) + b"]" * (depth - 1))


def flipped(data, seed):
    """One bit of each third of the body turned over."""
    body = bytearray(data)
    for part in range(3):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        at = 10 + seed % (len(body) - 10)
        body[at] ^= 1 << (seed >> 16) % 8
    return bytes(body)


def noise(count, seed=7):
    out = bytearray()
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed >> 16 & 0xFF)
    return bytes(out)


def gzip_header(flags=0, method=8, more=b""):
    return b"\x1f\x8b" + bytes([method, flags]) + b"\0" * 4 + b"\x02\x03" + more


# Forms in which a cut may leave what reads as another text.
GROWS = ("text", "yaml", "utf16")


def small():
    """The same two denials in every form, short enough to be cut at every byte."""
    two = [entry(n) for n in range(2)]
    lines = line(0) + line(1)
    text = TEXT + b"2026-09-01T00:00:00Z ERROR googleapi: Error 403: reader@acme-lab.iam.gserviceaccount.com does not have " \
        b"storage.objects.get access to the Google Cloud Storage object., forbidden\n"
    return {"ndjson": lines, "array": json.dumps(two).encode(), "page": json.dumps({"entries": two}).encode(),
            "pretty": b"\n".join(json.dumps(e, indent=1).encode() for e in two), "text": text,
            "yaml": b"".join(b"---\n" + yaml(e, 0) for e in two), "utf16": b"\xff\xfe" + text.decode().encode("utf-16-le"),
            "gzip": member(lines), "xz": lzma.compress(lines), "bzip2": bz2.compress(lines),
            "docker": b"".join(json.dumps({"log": t.decode() + "\n", "stream": "stderr", "time": "2026-09-01T00:00:00Z"}).encode() + b"\n"
                               for t in text.splitlines())}


def yaml(value, depth):
    """As gcloud prints it, with every text in quotes."""
    blank = b"  " * depth
    if isinstance(value, dict):
        return b"".join(blank + (key if key.isalnum() else json.dumps(key)).encode() + b":" + (b"\n" + yaml(v, depth + 1) if isinstance(v, (dict, list)) else
                                                       b" " + json.dumps(v).encode() + b"\n") for key, v in value.items())
    return b"".join(blank + b"-\n" + yaml(v, depth + 1) for v in value)


CONTROLS = "a\x1b]0;title\x07\x1b[31m\x08\x7f\u009b2J\u202eevil\u2066\u200b\u2028\r\nWARN ::error::x\n##vso[task.x]y\n=cmd|' /C calc'!A0"

def files():
    return {
        # bytes and gzip
        "empty.json": b"",
        "one-byte.gz": b"\x1f",
        "header-only.gz": gzip_header(),
        "cut-in-header.gz": GZ[:6],
        "cut-in-body.gz": member(GOOD * 40)[:-60],
        "cut-in-trailer.gz": GZ[:-3],
        "two-members.gz": GZ + member(MORE),
        "members-10000.gz": member(b"level=info ok\n") * 9999 + member(TEXT),
        "empty-member-between.gz": GZ + member(b"") + member(MORE),
        "second-member-cut.gz": GZ + member(MORE)[:-12],
        "zeros-behind.gz": GZ + bytes(4096),
        "garbage-behind.gz": GZ + b"and then some",
        "bad-crc.gz": GZ[:-8] + b"\xff\xff\xff\xff" + GZ[-4:],
        "bad-length.gz": GZ[:-4] + b"\xff\xff\xff\x7f",
        "method-9.gz": gzip_header(method=9) + GZ[10:],
        "reserved-flags.gz": gzip_header(flags=0xE0) + GZ[10:],
        "extra-field-cut.gz": gzip_header(flags=4, more=struct.pack("<H", 65535) + b"x" * 40),
        "name-without-end.gz": gzip_header(flags=8, more=b"n" * 70000),
        "comment-without-end.gz": gzip_header(flags=16, more=b"c" * 70000),
        "bomb.gz": zeros(160),
        "gzip-in-gzip.gz": member(member(GOOD * 30)),
        "plain-named.gz": GOOD,
        "gzip-named.log": GZ,
        "archive.zip": archive_zip(),
        "archive.tar": archive_tar(),
        "packed.bz2": bz2.compress(GOOD),
        "packed.xz": lzma.compress(GOOD),
        "random.bin": noise(8192),
        # framing
        "no-newline.json": GOOD[:-1],
        "crlf.json": GOOD.replace(b"\n", b"\r\n"),
        "lone-cr.txt": TEXT[:-1].replace(b"denied:", b"x\rdenied:") + b"\r" + b"\n",
        "record-at-limit.json": padded(1, 2 << 20) + line(2),
        "record-over-limit.json": padded(1, (2 << 20) + 1) + line(2),
        "values-near-limit.json": line(1, ids=[7] * 99900) + line(2),
        "values-over-limit.json": line(1, ids=[7] * 100001) + line(2),
        "values-far-over-limit.json": line(1, ids=[{}] * 600000) + line(2),
        "record-far-over-limit.json": padded(1, 9 << 20) + line(2),
        "long-text-line.txt": b"x" * (3 << 20) + b"\n" + TEXT,
        "nuls-before.json": bytes(70000) + GOOD,
        "nuls-inside.txt": TEXT[:20] + b"\0" + TEXT[20:] + TEXT,
        "empty-lines.txt": b"\n" * 10_000_000,
        "array-cut.json": b"[" + b",".join(line(n)[:-1] for n in range(3)) + b"," + line(3)[:200],
        "array-with-bad-element.json": b"[" + line(0)[:-1] + b",{\"a\":tru},\n" + line(1)[:-1] + b"]",
        "page-cut.json": b'{"entries":[' + b",".join(line(n)[:-1] for n in range(3)) + b"," + line(3)[:99],
        "page-in-string.json": raw(0, b"note", b'"{\\"entries\\":[{}]}"') + line(1),
        "two-on-a-line.json": line(0)[:-1] + line(1)[:-1] + b"\n" + line(2),
        "pretty-in-a-row.json": b"".join(json.dumps(entry(n), indent=2).encode() + b"\n" for n in range(3)),
        "cut-in-string.json": GOOD + line(3)[:60],
        "cut-in-escape.json": GOOD + line(3)[:60] + b"\\u12",
        "unbalanced.txt": b"{ \"opened and never closed\n[[[[ \"\n" * 20 + TEXT,
        "unbalanced-close.json": b"}}]]\n" + GOOD + b"]]}}\n",
        "answer-of-search.json": json.dumps({"took": 3, "hits": {"total": {"value": 3}, "hits": [
            {"_index": "logs", "_id": str(n), "_source": entry(n)} for n in range(3)]}, "aggregations": {}}).encode(),
        "answer-in-answer.json": json.dumps({"statusCode": 200, "headers": {"x": ["a"]}, "body": {"entries": [entry(n) for n in range(3)]}}, indent=1).encode(),
        "answer-cut.json": json.dumps({"meta": {"count": 3}, "data": [entry(n) for n in range(4)]}).encode()[:-300],
        "mark-alone.json": b"\xef\xbb\xbf",
        "mark-alone-16.txt": b"\xff\xfe",
        "encrypted.asc": b"-----BEGIN PGP MESSAGE-----\n\nhF4DAAAA\n=AAAA\n-----END PGP MESSAGE-----\n",
        "skipped-frame-first.zst": b"\x50\x2a\x4d\x18\x04\0\0\0skip" + zstd_frame(GOOD),
        "frame-cut-behind.zst": zstd_frame(GOOD) + b"\x50\x2a\x4d\x18\x40\0\0\0skip",
        "bom.json": b"\xef\xbb\xbf" + GOOD,
        "utf16.json": b"\xff\xfe" + GOOD.decode().encode("utf-16-le"),
        "utf16-odd.json": b"\xff\xfe" + GOOD.decode().encode("utf-16-le") + b"\n",
        "utf16-half-pair.json": b"\xfe\xff" + GOOD.decode().encode("utf-16-be") + b"\xd8\x3d",
        "utf16-big.json": b"\xfe\xff" + GOOD.decode().encode("utf-16-be"),
        "traceback-without-end.txt": b"Traceback (most recent call last):\n" + b'  File "a.py", line 1\n' * 200000 + TEXT,
        "yaml-cut.yaml": b"---\ninsertId: a\nprotoPayload:\n  status:\n    code: 7\n    message: 'PERM",
        "yaml-bomb.yaml": b"---\ninsertId: a\na: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
            b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % ((98 + n, 98 + n) + (97 + n,) * 9) for n in range(9)),
        # values
        "depth-64.json": nested(0, 64) + line(1),
        "depth-65.json": nested(0, 66) + line(1),
        "depth-2049.json": nested(0, 2049) + line(1),
        "depth-million.json": b"[" * 1_000_000 + b"\n" + line(1),
        "depth-million-objects.json": b'{"a":' * 1_000_000 + b"\n" + line(1),
        "duplicate-keys.json": raw(0, b"insertId", b'"other"') + line(1),
        "nul-in-value.json": raw(0, b"note", b'"a\\u0000b"') + line(1),
        "nul-in-key.json": raw(0, b"a\\u0000b", b"1") + line(1),
        "lone-surrogate.json": raw(0, b"note", b'"\\ud800"') + line(1),
        "bad-utf8.json": raw(0, b"note", b'"\xff\xfe\xc0\xaf\xed\xa0\x80"') + line(1),
        "huge-numbers.json": raw(0, b"n", b"[99999999999999999999999,1e999,-0,1E400,9223372036854775808]") + line(1),
        "code-huge.json": line(0, payload={"status": {"code": 10**30, "message": "PERMISSION_DENIED"}}) + line(1),
        "tiny-objects.json": b'{"a":[' + b"{}," * 340_000 + b"{}]}\n" + line(1),
        "many-keys.json": b"{" + b",".join(b'"k%d":%d' % (n, n) for n in range(100_000)) + b"}\n" + line(1),
        "wrong-types.json": line(0, payload={"status": [], "authenticationInfo": 7, "authorizationInfo": {"a": None}})
        + b'{"protoPayload":"x","resource":[],"timestamp":{},"insertId":[1]}\n{"Records":"x"}\n{"entries":{}}\n' + line(1),
        "long-string.json": line(0, payload={"requestMetadata": {"callerSuppliedUserAgent": "u" * (1 << 20)}}) + line(1),
        "lax-json.json": b"{'a':1}\n{\"a\":NaN}\n{\"a\":1,}\n// no\n{a:1}\n" + GOOD,
        "same-entry-twice.json": GOOD + GOOD,
        # text, time, identity
        "latin1.txt": b"caf\xe9: " + TEXT,
        "colours.txt": b"\x1b[31m" + TEXT[:-1] + b"\x1b[0m\n",
        "odd-times.json": b"".join(line(n, timestamp=t) for n, t in enumerate(
            ["0000-00-00T00:00:00Z", "9999-12-31T23:59:60Z", "275760-09-13T00:00:00Z", "-1", "", "2026-02-30T25:61:61Z",
             99999999999999999999, -1, None, {}, "2026-09-01T00:00:00." + "9" * 400 + "Z"])),
        "many-principals.json": b"".join(line(n) for n in range(12_000)),
        "many-permissions.json": line(0, payload={"authorizationInfo": [
            {"permission": f"svc.res{n}.get", "resource": "projects/acme-lab"} for n in range(5000)]}),
        "controls.json": line(0, payload={
            "authenticationInfo": {"principalEmail": CONTROLS}, "resourceName": CONTROLS, "methodName": CONTROLS,
            "status": {"code": 7, "message": CONTROLS},
            "authorizationInfo": [{"permission": "storage.objects.get", "resource": CONTROLS}]}),
        "controls.txt": CONTROLS.encode() + b"\n" + TEXT[:-1] + b"\x1b]8;;http://example.com\x07click\x1b]8;;\x07" + CONTROLS.encode() + b"\n",
    }


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
