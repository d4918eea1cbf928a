"""Names and values in one line, as Obelus writes them where a format has only a comment."""


def unescape(words):
    out, rest = [], iter(words)
    for sign in rest:
        if sign != "\\":
            out.append(sign)
            continue
        sign = next(rest)
        if sign == "u":
            out.append(chr(int("".join(next(rest) for _ in range(4)), 16)))
        else:
            out.append({"n": "\n", "t": "\t", "s": " "}.get(sign, sign))
    return "".join(out)


def pairs(words):
    parts, escaped = [""], False
    for sign in words:
        if sign == ";" and not escaped:
            parts.append("")
            continue
        parts[-1] += sign
        escaped = sign == "\\" and not escaped
    return {name: unescape(value) for name, _, value in (part.removeprefix(" ").partition("=") for part in parts)}
