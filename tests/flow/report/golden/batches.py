"""What scenes are made of: so many submissions of a kind at once."""
from world import spread


def _targeted_mail(w, day, who, case, mail, region, c2):
    """mail: a list of attachments, "link", "recon", or "lost" (not kept)."""
    files = [] if mail == "lost" else [("mail", w.mail(
        case, region, mail if isinstance(mail, list) else (), mail == "link"))]
    w.give(day, who, "mail", case, "".join(
        '<indicator type="%s" role="c2">%s</indicator>' % c for c in c2), files)


def targeted(w, day, providers, mails, cases, regions=(), destinations=()):
    """Targeted mails in so many cases: the first of each, then more of the
    same text.  regions: one for each mail that is kept."""
    lost = [m for m in mails if m == "lost"]
    links = [m for m in mails if m == "link"]
    rest = [m for m in mails if m not in ("lost", "link")]
    w.dice.shuffle(rest)
    regions = list(regions) or ["US"] * (len(mails) - len(lost))
    w.dice.shuffle(regions)
    c2 = list(destinations)
    each = -(-len(c2) // len(mails))
    made, first = [], len(lost) + len(links)
    for i, m in enumerate(lost + links + rest):
        if i < cases:
            made.append(w.case("targeted", "yes"))
        _targeted_mail(w, day, providers[i % len(providers)],
                       made[i if i < cases else
                            first + (i - cases) % (cases - first)],
                       m, None if m == "lost" else regions.pop(),
                       c2[i * each:(i + 1) * each])
    assert not regions


def destinations(w, counts):
    """C2 of each region: addresses, some in URLs; names are not resolved."""
    return [("domain-name", "gone%d.attacker.example" % i) if r == "unknown" else
            ("url", "http://%s/a" % w.address(r)) if i % 4 == 0 else
            ("ipv4-addr", w.address(r))
            for i, r in enumerate(spread(counts))]


def bulk(w, day, providers, count, kinds=5):
    """The same few mails, from everywhere; not shared."""
    cases = [w.case("bulk", None) for _ in range(kinds)]
    for i in range(count):
        w.give(day, providers[i % len(providers)], "mail", cases[i % kinds],
               "", [("mail", w.mail(cases[i % kinds], "US"))])


def unread(w, day, providers, count):
    """Mails that were deleted before they were submitted; not looked at."""
    for i in range(count):
        w.give(day, providers[i % len(providers)], "mail", None)


def logs(w, day, providers, count, shared):
    """Each a case by itself; the first of them are shared."""
    for i in range(count):
        case = w.case("other", "yes" if i < shared else "no")
        n = w.numbers["log"] = w.numbers.get("log", 0) + 1
        w.give(day, providers[i % len(providers)], "log", case,
               '<indicator type="domain-name" role="other">log%d.attacker.example'
               '</indicator>' % n, [("log", case["text"].encode())])


def own(w, day, count):
    """What the hub obtained itself, shared."""
    for i in range(count):
        n = w.numbers["own"] = w.numbers.get("own", 0) + 1
        w.give(day, "hubself", "incident", w.case("undecided", "yes"),
               '<indicator type="domain-name" role="c2">own%d.attacker.example'
               '</indicator>' % n,
               share='<share consent="given" scope="all" tlp="amber"/>')
