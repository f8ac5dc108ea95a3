#!/usr/bin/env python3
"""Messages that no honest program writes, out of one that gpg wrote.
Usage: openpgp.py GOOD OUTDIR   (GOOD: PKESK and SEIPD, binary)
Makes OUTDIR/NAME.gpg for every name below."""
import base64
import os
import sys


def packets(data):
    """(tag, body) of each outer packet (RFC 4880, section 4.2)."""
    i = 0
    while i < len(data):
        head = data[i]
        i += 1
        if head & 0x40:
            tag, body = head & 0x3F, b""
            while True:
                n = data[i]
                i += 1
                if n < 192:
                    size, more = n, False
                elif n < 224:
                    size, more = ((n - 192) << 8) + data[i] + 192, False
                    i += 1
                elif n == 255:
                    size, more = int.from_bytes(data[i:i + 4], "big"), False
                    i += 4
                else:
                    size, more = 1 << (n & 0x1F), True
                body += data[i:i + size]
                i += size
                if not more:
                    break
        else:
            tag, kind = (head >> 2) & 15, head & 3
            width = (1, 2, 4, 0)[kind]
            size = int.from_bytes(data[i:i + width], "big") if width else len(data) - i
            i += width
            body = data[i:i + size]
            i += size
        yield tag, body


def packet(tag, body):
    return bytes([0xC0 | tag, 255]) + len(body).to_bytes(4, "big") + body


def armor(data, crc=True):
    c = 0xB704CE
    for b in data:
        c ^= b << 16
        for _ in range(8):
            c <<= 1
            if c & 0x1000000:
                c ^= 0x1864CFB
    text = base64.encodebytes(data).decode()
    tail = "=" + base64.b64encode((c if crc else c ^ 1).to_bytes(3, "big")).decode() + "\n"
    return f"-----BEGIN PGP MESSAGE-----\n\n{text}{tail}-----END PGP MESSAGE-----\n".encode()


def main(good_path, out):
    with open(good_path, "rb") as f:
        good = f.read()
    parts = list(packets(good))
    esk = [(t, b) for t, b in parts if t == 1]
    seipd = next(b for t, b in parts if t == 18)
    join = lambda ps: b"".join(packet(t, b) for t, b in ps)
    whole = join(parts)
    flipped = bytearray(good)
    flipped[-30] ^= 1
    literal = packet(11, b"b\0\0\0\0\0hello")
    made = {
        # accepted: the same message in other clothes
        "relength": whole,
        "crlf": armor(good).replace(b"\n", b"\r\n"),
        "marker": packet(10, b"PGP") + good,
        # refused
        "empty": b"",
        "zeros": bytes(200),
        "literal": literal,
        "no-esk": packet(18, seipd),
        "sed": join(esk) + packet(9, seipd[1:]),
        "aead-v2": join(esk) + packet(18, b"\2\7\2\6" + bytes(32) + seipd[1:]),
        "aead-20": join(esk) + packet(20, b"\1\7\2\6" + bytes(16) + seipd[1:]),
        "seipd-v9": join(esk) + packet(18, b"\x09" + seipd[1:]),
        "flipped": bytes(flipped),
        "stripped": join(esk) + packet(18, seipd[:-22]),
        "twice": good + good,
        "trailing-packet": good + literal,
        "trailing-zeros": good + bytes(20),
        "unknown-critical": packet(12, b"x" * 20) + good,
        "many-esk": join(esk * 40) + packet(18, seipd),
        "esk-after": packet(18, seipd) + join(esk),
        "skesk-too": packet(3, b"\4\7\3\10" + bytes(8) + b"\x60") + good,
        "bom": b"\xef\xbb\xbf" + armor(good),
        "leading-text": b"Dear hub,\n\n" + armor(good),
        "trailing-text": armor(good) + b"\nRegards\n",
        "armor-twice": armor(good) + b"\n" + armor(good),
        "bad-crc": armor(good, crc=False),
        "cut-packet": good[:len(good) // 2],
        "huge-length": bytes([0xC1, 255, 255, 255, 255, 255]) + good[3:],
        "deep-partial": bytes([0xC0 | 18]) + b"\xe0x" * 5000,
    }
    for name, data in made.items():
        with open(os.path.join(out, name + ".gpg"), "wb") as f:
            f.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
