"""draw.py KIND [OUT]: a picture for a chapter, good or not; draw.py kinds: all
that are not.  Made anew here, so that each fault is the only one."""
import struct
import sys
import zlib

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240"%s>%s</svg>'
BOX = '<rect x="10" y="20" width="320" height="60" fill="#e6edf5" stroke="#1f4e79"/>'
WORDS = '<text x="20" y="55" font-size="20">%s</text>'


def chunk(name, data=b"", crc=None):
    crc = zlib.crc32(name + data) if crc is None else crc
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def head(width=40, height=30, depth=8, colour=2, lace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lace))


def lines(width=40, height=30, channels=3, filter=0):
    return b"".join(bytes([filter]) + bytes((x * 6 + y * (c + 1)) & 255 for x in range(width) for c in range(channels))
                    for y in range(height))


def png(*chunks, end=b""):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND") + end


def idat(data):
    return chunk(b"IDAT", zlib.compress(data))


def laced(width=40, height=30):
    passes = (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
    return b"".join(lines(len(range(x, width, dx)), 1) for x, y, dx, dy in passes
                    for _ in range(y, height, dy) if x < width)


PALETTE = chunk(b"PLTE", bytes(range(12)))
FLAT = idat(b"".join(b"\0" + bytes(x % 4 for x in range(40)) for _ in range(30)))
GOOD = {
    "plain": lambda: png(head(), idat(lines())),
    # What a program and a camera leave: not a word of it stays.
    "wordy": lambda: png(head(), chunk(b"tEXt", b"Author\0hidden in a chunk"), chunk(b"eXIf", b"hidden"),
                         *(chunk(b"IDAT", d) for d in (zlib.compress(lines())[:50], zlib.compress(lines())[50:])),
                         chunk(b"tIME", b"\x07\xe1\x07\x03\0\0\0"), end=b"hidden behind the end"),
    # As a screen is, and more: two and a half pages across.
    "wide": lambda: png(head(1600, 900, 8, 3), PALETTE, idat((b"\0" + bytes(x // 400 for x in range(1600))) * 900)),
    "palette": lambda: png(head(colour=3), PALETTE, chunk(b"tRNS", b"\x80"), FLAT),
    "alpha": lambda: png(head(colour=6), idat(lines(channels=4))),
    "laced": lambda: png(head(lace=1), idat(laced())),
    "shapes": lambda: SVG % (' data-own="hidden" class="x"', "<title>hidden title</title><metadata>hidden data</metadata><defs/>"
                             '<!-- hidden aside --><g transform="translate(10,10)" style="stroke-width:2px;display:none">' + BOX +
                             WORDS % "請求書 a@evil.example" + '<path d="M340 50h70l-8-5m8 5l-8 5a1 1 0 01 2 2z" fill="none" stroke="rgb(200, 0,0)"/>'
                             '<circle cx="480" cy="50" r="40" fill="orange" opacity="0.01"/></g>'
                             '<text y="150" x="30" font-size="18px"><tspan fill="#c0392b">攻撃者</tspan> → <tspan dy="20" x="30">A社</tspan></text>'),
}
BAD = {
    # PNG
    "crc": lambda: png(chunk(b"IHDR", head()[8:-4], crc=1), idat(lines())),
    "cut": lambda: png(head(), idat(lines()))[:-20],
    "too-wide": lambda: png(head(width=5000), idat(lines(5000))),
    "bomb": lambda: png(head(4096, 4096), idat(b"\0" * (4096 * 3 + 1) * 4096)),
    "no-colour": lambda: png(head(colour=5), idat(lines())),
    "no-palette": lambda: png(head(colour=3), FLAT),
    "palette-late": lambda: png(head(colour=3), FLAT, PALETTE),
    "palette-grey": lambda: png(head(colour=0), PALETTE, FLAT),
    "clear-long": lambda: png(head(colour=3), PALETTE, chunk(b"tRNS", b"\x80" * 5), FLAT),
    "unknown-needed": lambda: png(head(), chunk(b"ABcD", b"x"), idat(lines())),
    "no-head": lambda: png(idat(lines())),
    "no-pixels": lambda: png(head()),
    "parted": lambda: png(head(), chunk(b"IDAT", zlib.compress(lines())[:50]), chunk(b"tIME", b"1234567"),
                          chunk(b"IDAT", zlib.compress(lines())[50:])),
    "too-few": lambda: png(head(), idat(lines(height=29))),
    "too-many": lambda: png(head(), idat(lines() + b"hidden")),
    "behind": lambda: png(head(), chunk(b"IDAT", zlib.compress(lines()) + b"hidden")),
    "filter": lambda: png(head(), idat(lines(filter=5))),
    "no-deflate": lambda: png(head(), chunk(b"IDAT", b"hidden" * 99)),
    "long-chunk": lambda: png(head()) + b"\xff\xff\xff\xff",
    "long-length": lambda: png(head(), b"\xff\xff\xff\xf0IDAT"),
    # Neither
    "jpeg": lambda: b"\xff\xd8\xff\xe0" + b"x" * 99,
    "empty": lambda: b"",
    # SVG
    "script": lambda: SVG % ("", "<script>alert(1)</script>"),
    "handler": lambda: SVG % (' onload="alert(1)"', BOX),
    "link": lambda: SVG % ("", '<a href="http://evil.example/">%s</a>' % BOX),
    "image": lambda: SVG % ("", '<image href="http://evil.example/x.png" width="9" height="9"/>'),
    "xlink": lambda: SVG % (' xmlns:xlink="http://www.w3.org/1999/xlink"', '<g xlink:href="#a"/>'),
    "foreign": lambda: SVG % ("", "<foreignObject><p>x</p></foreignObject>"),
    "sheet": lambda: SVG % ("", '<style>@import "http://evil.example/"</style>'),
    "use": lambda: SVG % ("", '<use href="#a"/>'),
    "url": lambda: SVG % ("", '<rect width="9" height="9" fill="url(http://evil.example/)"/>'),
    "url-style": lambda: SVG % ("", '<rect width="9" height="9" style="fill:url(#a)"/>'),
    "gradient": lambda: SVG % ("", "<defs><linearGradient/></defs>"),
    "animate": lambda: SVG % ("", '<rect width="9" height="9"><set attributeName="x" to="9"/></rect><animate/>'),
    "outside": lambda: SVG % ("", '<text x="20" y="-55">hidden</text>'),
    "moved-out": lambda: SVG % ("", '<g transform="matrix(1 0 0 1 0 900)">%s</g>' % WORDS % "hidden"),
    "turned-out": lambda: SVG % ("", '<g transform="rotate(180)">%s</g>' % WORDS % "hidden"),
    "tiny": lambda: SVG % ("", '<text x="20" y="55" font-size="0.5">hidden</text>'),
    "shrunk": lambda: SVG % ("", '<g transform="translate(20 20) scale(0.01)">%s</g>' % WORDS % "hidden"),
    "clear": lambda: SVG % (' fill="none"', WORDS % "hidden"),
    "bidi": lambda: SVG % ("", WORDS % "invoice\u202efdp.exe"),
    "path": lambda: SVG % ("", '<path d="M 1 2 L 3"/>'),
    "entity": lambda: '<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG % ("", WORDS % "&x;"),
    "no-box": lambda: (SVG % ("", BOX)).replace("viewBox", "box"),
    "no-space": lambda: (SVG % ("", BOX)).replace(' xmlns="http://www.w3.org/2000/svg"', ""),
    "deep": lambda: SVG % ("", "<g>" * 40 + "</g>" * 40),
    "many": lambda: SVG % ("", "<g/>" * 6000),
}


def draw(kind):
    made = {**GOOD, **BAD}[kind]()
    return made.encode() if isinstance(made, str) else made


if __name__ == "__main__":
    if sys.argv[1] == "kinds":
        print(*BAD)
    else:
        sys.stdout.buffer.write(draw(sys.argv[1]))
