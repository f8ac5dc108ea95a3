#!/usr/bin/env python3
"""What a member sends to keep others from being served.
Usage: turns.py KIND DIR   prints the body of a package's manifest; its files
are made in DIR."""
import hashlib
import os
import sys
import zipfile

FACT = '<indicator type="domain-name" role="c2">x.evil.example</indicator>'


def submission(inner, n=1, kind="incident", title="t"):
    return (f'<submission id="{n}" kind="{kind}"><title>{title}</title>'
            f'{inner}<share consent="given"/></submission>')


def with_words(text, words):
    said = "".join(f"<sensitive>{w}</sensitive>" for w in words)
    return text.replace("</submission>", said + "</submission>")


def file(where, name, role, data):
    with open(os.path.join(where, name), "wb") as f:
        f.write(data)
    return f'<file path="{name}" role="{role}" sha256="{hashlib.sha256(data).hexdigest()}"/>'


def words(count):
    return [f"word{i:05d}" for i in range(count)]


def title(where):
    """Each word of a long title is to be hidden, among very many words."""
    said = words(60000)
    return with_words(submission(FACT, title=" ".join(said[:4000])), said)


def letter(parts):
    head = ("From: <a@b.evil.example>\r\nTo: <x@elsewhere.example>\r\nSubject: s\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n")
    return (head + "".join(
        f"--b\r\nContent-Disposition: attachment; filename={n}\r\n\r\n{body}\r\n"
        for n, body in parts) + "--b--\r\n").encode()


def attachments(where):
    out = "".join(
        file(where, f"{k}.eml", "mail", letter((f"a{i}.bin", f"x{k}-{i}") for i in range(950)))
        for k in (1, 2))
    return with_words(submission(out, kind="mail"), words(20000))


def indicators(where):
    return submission("".join(
        f'<indicator type="domain-name" role="c2">h{i}.evil.example</indicator>'
        for i in range(5000)))


def alike(where):
    """Very many submissions that meet in one key and in pairs of others."""
    return "".join(submission(
        FACT + f'<indicator type="domain-name" role="c2">h{i // 2}.evil.example</indicator>', n=i + 1)
        for i in range(400))


def sightings(where):
    return "".join(f'<sighting item="S-2017-{i:07d}" count="1"/>' for i in range(500))


def long_body(where):
    text = "確認のお願い。詳細は添付をご覧ください。" * 20000
    mail = ("From: <a@b.evil.example>\r\nSubject: s\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text)
    return with_words(submission(file(where, "1.eml", "mail", mail.encode()), kind="mail"),
                      ["確認", "詳細", "添付"])


def zip_of_zeros(where):
    path = os.path.join(where, "z.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for i in range(20):
            z.writestr(f"{i}.bin", bytes(10 << 20))
    with open(path, "rb") as f:
        data = f.read()
    return submission(file(where, "z.zip", "sample", data))


def names(where):
    return submission("".join(
        file(where, "n" * 90 + f"{i}.txt", "sample", b"%d" % i) for i in range(900)))


kinds = {f.__name__: f for f in (title, attachments, indicators, alike, sightings,
                                 long_body, zip_of_zeros, names)}
if __name__ == "__main__":
    print(kinds[sys.argv[1]](sys.argv[2]))
