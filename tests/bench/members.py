#!/usr/bin/env python3
"""What standard input decodes to, in members that say how long they are, as bgzip writes them."""
import struct
import sys
import zlib

LENGTH = 65280


def member(data):
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + struct.pack("<H", len(packed) + 25)
    return head + packed + struct.pack("<II", zlib.crc32(data), len(data))


while data := sys.stdin.buffer.read(LENGTH):
    sys.stdout.buffer.write(member(data))
sys.stdout.buffer.write(member(b""))
