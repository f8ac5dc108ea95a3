#!/usr/bin/python3
"""Mails as Japanese senders' programs make them, and another reader beside ours.

japanese.py make DIR        writes DIR/NAME.eml, and DIR/wanted: what each says
japanese.py wanted DIR SEEN where mail-one's output SEEN differs from that
japanese.py beside SEEN     where it differs from Python's email, with a guess at
                            charsets of its own; a line for each kind, and one for each file
"""
import base64
import collections
import email
import email.header
import email.message
import email.policy
import hashlib
import os
import quopri
import re
import sys
import unicodedata

SUBJECT = "【重要】表示ソフト①のご案内㈱髙橋"
PLAIN = "至急ご確認ください"
NAME = "表示ソフト予算能力.exe"
LURE = "http://w.lure.example/login"
TEXT = f"表示ソフトの点検です。予算と能力をご確認ください。\n{LURE}\n"


# What senders write.

def jis(s):
    """ISO-2022-JP as Windows writes it: NEC's and IBM's characters too."""
    out, mode = b"", b"B"
    for c in s:
        if ord(c) < 128:
            want, b = b"B", c.encode()
        elif 0xFF61 <= ord(c) <= 0xFF9F:
            want, b = b"I", bytes([ord(c) - 0xFF61 + 0x21])
        else:
            hi, lo = b"\xee\xe0" if c == "髙" else c.encode("cp932")
            hi = (hi - (0x70 if hi < 0xA0 else 0xB0)) * 2
            if lo < 0x9F:
                hi, lo = hi - 1, lo - (0x1F if lo < 0x7F else 0x20)
            else:
                lo -= 0x7E
            want, b = b"$B", bytes([hi, lo])
        if want != mode:
            out += {b"B": b"\x1b(B", b"I": b"\x1b(I", b"$B": b"\x1b$B"}[want]
            mode = want
        out += b
    return out + (b"" if mode == b"B" else b"\x1b(B")


def word(charset, data, how="B"):
    if how == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    return f"=?{charset}?Q?" + "".join(f"={b:02X}" for b in data) + "?="


def mail(subject=None, ctype='text/plain; charset="utf-8"', cte="8bit", body=None, name=None, extra=b""):
    head = b"From: =?UTF-8?B?" + base64.b64encode("偽銀行".encode()) + b"?= <boss@lure.example>\nTo: me@group.example\nSubject: "
    head += subject if isinstance(subject, bytes) else (subject or "x").encode()
    head += b"\nDate: Fri, 07 Jul 2017 09:00:00 +0900\nMIME-Version: 1.0\n" + extra
    text = TEXT.encode() if body is None else body
    ctype = ctype.encode() if isinstance(ctype, str) else ctype
    if name is None:
        return head + b"Content-Type: " + ctype + b"\nContent-Transfer-Encoding: " + cte.encode() + b"\n\n" + text
    return (head + b"Content-Type: multipart/mixed; boundary=Q\n\n--Q\nContent-Type: " + ctype + b"\nContent-Transfer-Encoding: " + cte.encode() +
            b"\n\n" + text + b"\n--Q\n" + name + b"Content-Transfer-Encoding: base64\n\nTVqQAAM=\n--Q--\n")


def halves(data, at):
    return data[:at], data[at:]


def forms():
    """name -> mail, and what of it is to be read: subject, text, file name."""
    encodings = {"utf-8": lambda s: s.encode(), "shift_jis": lambda s: s.encode("cp932"), "euc-jp": lambda s: s.encode("euc_jis_2004") if "①" not in s else None,
                 "iso-2022-jp": jis}
    labels = {"utf-8": ["utf-8", "UTF8", "utf-8; format=flowed"], "shift_jis": ["shift_jis", "x-sjis", "windows-31j", "cp932", "MS_Kanji", "sjis"],
              "euc-jp": ["euc-jp", "x-euc-jp", "eucJP"], "iso-2022-jp": ["iso-2022-jp", "ISO-2022-JP-MS", "csISO2022JP", "cp50220", "cp50221"]}
    wrong = {"iso-2022-jp": [None, "us-ascii", "utf-8", "iso-8859-1"], "shift_jis": [None, "us-ascii", "iso-8859-1", "utf-8"],
             "euc-jp": [None, "us-ascii", "iso-8859-1", "shift_jis"], "utf-8": [None, "us-ascii", "iso-2022-jp", "shift_jis", "x-unknown"]}
    for charset, enc in encodings.items():
        subject = PLAIN if enc(SUBJECT) is None else SUBJECT
        if enc(subject) is None:
            continue
        for label in labels[charset]:
            bare = label.split(";")[0]
            for how in "BQ":
                yield f"subject-{charset}-{bare}-{how}", mail(word(bare, enc(subject), how)), {"subject": subject}
            yield f"text-{charset}-{bare}", mail(ctype=f"text/plain; charset={label}", body=enc(TEXT)), {"text": TEXT}
            yield f"text-{charset}-{bare}-qp", mail(ctype=f'text/plain; charset="{bare}"', cte="quoted-printable", body=quopri.encodestring(enc(TEXT))), {"text": TEXT}
            yield f"text-{charset}-{bare}-b64", mail(ctype=f"text/plain; charset={bare}", cte="base64", body=base64.encodebytes(enc(TEXT))), {"text": TEXT}
        yield f"subject-raw-{charset}", mail(enc(PLAIN)), {"subject": PLAIN}
        for label in wrong[charset]:
            ctype = "text/plain" if label is None else f"text/plain; charset={label}"
            yield f"text-{charset}-called-{label}", mail(ctype=ctype, body=enc(TEXT)), {"text": TEXT}
        yield f"html-{charset}-meta", mail(ctype="text/html", body=b"<html><head><meta http-equiv=Content-Type content='text/html; charset=" + charset.encode() +
                                           b"'></head><body><p>" + enc(TEXT.strip().replace("\n", " ")) + b"</p></body></html>"), {"text": TEXT}
        # File names.
        part = b"Content-Type: application/octet-stream; name=\"%s\"\nContent-Disposition: attachment; filename=\"%s\"\n"
        yield f"name-raw-{charset}", mail(name=part % (enc(NAME), enc(NAME))), {"file": NAME}
        yield f"name-raw-escaped-{charset}", mail(name=part % ((re.sub(rb'([\\"])', rb"\\\1", enc(NAME)),) * 2)), \
            {"file": NAME} if charset != "shift_jis" else {}
        w = word(charset, enc(NAME)).encode()
        yield f"name-word-{charset}", mail(name=part % (w, w)), {"file": NAME}
        yield f"name-word-bare-{charset}", mail(name=b"Content-Type: application/octet-stream;\n\tname=%s\nContent-Disposition: attachment;\n filename=%s\n" % (w, w)), {"file": NAME}
        pct = "".join(f"%{b:02X}" for b in enc(NAME))
        disp = "Content-Type: application/octet-stream\nContent-Disposition: attachment;\n "
        yield f"name-2231-{charset}", mail(name=(disp + f"filename*={charset}''{pct}\n").encode()), {"file": NAME}
        a, b, c = (pct[3 * i:3 * j] for i, j in ((0, 4), (4, 9), (9, len(pct))))
        yield f"name-2231-parts-{charset}", mail(name=(disp + f"filename*0*={charset}''{a};\n filename*1*={b};\n filename*2*={c}\n").encode()), {"file": NAME}
        yield f"name-2231-odd-order-{charset}", mail(name=(disp + f"filename*2*={c};\n filename*0*={charset}''{a};\n filename*1*={b}\n").encode()), {"file": NAME}
        yield f"name-2231-in-an-escape-{charset}", mail(name=(disp + f"filename*0*={charset}''{pct[:10]};\n filename*1*={pct[10:]}\n").encode()), {"file": NAME}
        # The middle of a character, and of an escape sequence.
        if charset != "iso-2022-jp":
            x, y = halves(enc(subject), 5 if charset == "utf-8" else 3)
            yield f"word-cut-{charset}", mail(word(charset, x) + "\n " + word(charset, y)), {"subject": subject}
            yield f"word-cut-q-{charset}", mail(word(charset, x, "Q") + "\n " + word(charset, y, "Q")), {"subject": subject}
            x, y = halves(enc(NAME), 4 if charset == "utf-8" else 3)
            yield f"name-word-cut-{charset}", mail(name=part % (((word(charset, x) + " " + word(charset, y)).encode(),) * 2)), {"file": NAME}
        else:
            x, y = halves(enc(subject), 8)
            yield "word-cut-iso-2022-jp", mail(word(charset, x) + "\n " + word(charset, y)), {"subject": subject}
            x, y = halves(enc(subject), 9)
            yield "word-cut-in-a-character-iso-2022-jp", mail(word(charset, x) + "\n " + word(charset, y)), {"subject": subject}
        b64 = base64.b64encode(enc(subject)).decode()
        yield f"word-base64-cut-{charset}", mail(f"=?{charset}?B?{b64[:10]}?=\n =?{charset}?B?{b64[10:]}?="), {"subject": subject}
        yield f"word-no-padding-{charset}", mail(f"=?{charset}?B?{b64.rstrip('=')}?="), {"subject": subject}
        yield f"word-folded-within-{charset}", mail(f"=?{charset}?B?{b64[:12]}\n {b64[12:]}?="), {"subject": subject}
        yield f"word-in-quotes-{charset}", mail(f'"{word(charset, enc(subject))}"'), {"subject": f'"{subject}"'}
        yield f"word-beside-text-{charset}", mail(f"Re:{word(charset, enc(subject))}[1]"), {"subject": f"Re:{subject}[1]"}
        yield f"word-beside-word-{charset}", mail(word(charset, enc(PLAIN)) + word(charset, enc(PLAIN))), {"subject": PLAIN + PLAIN}
    yield "kana-half-width-jis", mail(word("iso-2022-jp", jis("ｱｲｳ確認"))), {"subject": "ｱｲｳ確認"}
    yield "kana-half-width-sjis-raw", mail("ｺﾞｱﾝﾅｲ表示".encode("cp932")), {"subject": "ｺﾞｱﾝﾅｲ表示"}
    yield "subject-two-charsets", mail(word("iso-2022-jp", jis("請求")) + " " + word("utf-8", "書".encode())), {"subject": "請求書"}
    yield "jis-with-esc-j", mail(word("iso-2022-jp", b"\x1b$@@A5a\x1b(J")), {"subject": "請求"}
    yield "text-jis-lines-without-end", mail(ctype="text/plain; charset=iso-2022-jp", body=b"\x1b$B@A5a\nabc \x1b$B=q\x1b(B\n"), {}


def make(where):
    with open(f"{where}/wanted", "w") as f:
        for name, data, wanted in forms():
            name = re.sub(r"[^A-Za-z0-9_.-]", "_", name)
            with open(f"{where}/{name}.eml", "wb") as out:
                out.write(data)
            for what, value in wanted.items():
                print(name, what, value.replace("\n", "\\n"), sep="\t", file=f)


# What our reader says.

def seen(path):
    mails = {}
    with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("== "):
                name = line[3:]
                mails[name] = []
            elif line.startswith("mail\t"):
                mails[name].append(collections.defaultdict(list, flags=[int(line[5:], 16)]))
            elif mails.get(name):
                what, _, value = line.partition("\t")
                mails[name][-1][what].append(value)
    return mails


def flat(s):
    """Blanks, and forms of letters that name the same, aside."""
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFC", s).replace("\\n", "").replace("\\t", ""))


def check(where, path):
    mails = {os.path.basename(k)[:-4]: v for k, v in seen(path).items()}
    bad = 0
    for line in open(f"{where}/wanted"):
        name, what, value = line.rstrip("\n").split("\t")
        m = mails[name][0]
        got = m["file"][0].split("\t")[-1] if what == "file" and m["file"] else (m[what] or [""])[0]
        if flat(got) != flat(value):
            bad += 1
            print(f"{name}: {what} {got!r} wanted {value!r}")
    return bad


# Another reader.

def guess(data):
    """Bytes nobody named a charset of."""
    if not data:
        return ""
    if b"\x1b$" in data or b"\x1b(I" in data:
        try:
            return data.decode("iso2022_jp_ext")
        except UnicodeDecodeError:
            return None
    for charset in ("ascii", "utf-8"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            pass
    return None


def decode(data, charset):
    """Text, or None where this reader does not know."""
    charset = (charset or "").lower().strip()
    charset = {"shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "ms_kanji": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jis_2004", "x-euc-jp": "euc_jis_2004",
               "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "iso-8859-1": "cp1252", "big5": "cp950", "utf8": "utf-8"}.get(charset, charset)
    if charset in ("", "us-ascii", "ascii", "utf-8", "unknown", "default", "iso-2022-jp", "unknown-8bit") or b"\x1b$" in data:
        g = guess(data)
        if g is not None or charset in ("", "us-ascii", "ascii"):
            return g
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return None


def field(raw):
    """A raw field's text; None: not known."""
    if raw is None:
        return None
    data = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else raw
    data = re.sub(rb"\r?\n[ \t]", b" ", data)
    if b"=?" not in data:
        return guess(data)
    try:
        parts = email.header.decode_header(data.decode("ascii"))
    except Exception:
        return None
    out, held = "", None
    for chunk, charset in parts:
        if isinstance(chunk, str):
            chunk = chunk.encode("ascii", "replace")
        if held and held[1] == charset:
            held = (held[0] + chunk, charset)
            continue
        if held:
            d = decode(*held)
            if d is None:
                return None
            out += d
        held = (chunk, charset)
    d = decode(*held)
    return None if d is None else out + d


def payload(part):
    try:
        return part.get_payload(decode=True)
    except Exception:
        return None


def leaves(m):
    if m.get_content_maintype() == "multipart":
        for p in m.get_payload() if isinstance(m.get_payload(), list) else []:
            yield from leaves(p)
    else:
        yield m


def other(path):
    data = open(path, "rb").read()
    m = email.message_from_bytes(data, policy=email.policy.compat32)
    got = {"plain": True}
    raw = {k.lower(): v for k, v in reversed(m._headers)} if hasattr(m, "_headers") else {}
    got["subject"] = field(raw.get("subject"))
    from_ = field(raw.get("from"))
    addrs = email.utils.getaddresses([str(raw.get("from", ""))]) if raw.get("from") else []
    got["from"] = addrs[0][1].lower() if addrs and re.fullmatch(r"[^@\s<>]+@[a-z0-9.-]+\.[a-z]+", addrs[0][1].lower()) else None
    digests, texts, names, closed = set(), [], [], False
    for p in leaves(m):
        ctype = p.get_content_type()
        closed |= ctype.startswith("message/") or ctype in ("application/ms-tnef", "application/pkcs7-mime", "application/x-pkcs7-mime")
        b = payload(p)
        if b is None:
            continue
        try:
            name = p.get_filename()
        except Exception:
            name = None
        if ctype in ("text/plain", "text/html") and not name and p.get_content_disposition() != "attachment":
            texts.append((ctype, decode(b, p.get_content_charset())))
        else:
            digests.add(hashlib.sha256(b).hexdigest())
            if name:
                names.append(name)
    got.update(digests=digests, texts=texts, closed=closed)
    return got


def beside(path):
    kinds, count = collections.Counter(), 0
    for name, mails in seen(path).items():
        try:
            o = other(name)
        except Exception as e:
            print(f"{name}: other reader fails: {type(e).__name__}", file=sys.stderr)
            continue
        count += 1
        if len(mails) != 1 or mails[0]["flags"][0] & 0x1F0 or o["closed"]:
            kinds["forwards, several, closed: not compared"] += 1
            continue
        m = mails[0]

        def differs(what, ours, theirs):
            kinds[what] += 1
            print(f"{what}: {os.path.basename(name)}: {ours[:90]!r} / {theirs[:90]!r}")

        ours = (m["subject"] or [""])[0]
        if o["subject"] is None:
            kinds["subject: the other does not know"] += 1
        elif flat(ours) != flat(o["subject"]):
            differs("subject", ours, o["subject"])
        if o["from"] and (m["from"] or [""])[0].lower() != o["from"]:
            differs("from", (m["from"] or [""])[0], o["from"])
        mine = {x.split("\t")[0] for x in m["file"]}
        if o["digests"] - mine:
            differs("files", " ".join(sorted(x[:8] for x in mine)), " ".join(sorted(x[:8] for x in o["digests"] - mine)))
        plains = [t for k, t in o["texts"] if k == "text/plain"]
        if o["texts"] and all(k == "text/plain" for k, _ in o["texts"]):
            if any(t is None for t in plains):
                kinds["text: the other does not know"] += 1
            else:
                theirs, text = flat("".join(plains)), flat((m["text"] or [""])[0])
                if text[:20000] != theirs[:20000] and not text.startswith(theirs[:15000]):
                    i = next((i for i, (a, b) in enumerate(zip(text, theirs)) if a != b), min(len(text), len(theirs)))
                    differs("text", text[max(0, i - 10):i + 40], theirs[max(0, i - 10):i + 40])
    print(f"{count} mails; " + "; ".join(f"{k} {v}" for k, v in sorted(kinds.items())))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1] == "wanted":
        sys.exit(1 if check(sys.argv[2], sys.argv[3]) else 0)
    else:
        beside(sys.argv[2])
