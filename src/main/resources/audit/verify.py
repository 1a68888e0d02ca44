#!/usr/bin/env python3
"""Checks the exported record of a crisis: python3 verify.py FILE.zip [--key public-key.pem]. Needs nothing but Python 3."""
import base64
import hashlib
import json
import sys
import zipfile

# the fields that the hash of an act covers, after the hash before it and the number of the crisis
FIELDS = ("seq", "at", "actorKind", "actor", "actorName", "actorGroups", "kind", "subject", "process", "element",
          "elementName", "clause", "planVersion", "before", "after", "wordsHash")
NONE = "0" * 64


def hash_of(*parts):
    """SHA-256 over the texts, each with its length in UTF-16 units before it."""
    texts = ("-" if part is None else "%d:%s" % (len(part.encode("utf-16-le")) // 2, part) for part in parts)
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()


# ---- Ed25519, RFC 8032, section 5.1
P = 2 ** 255 - 19
Q = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, content, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= Q:
        return False
    try:
        public, commitment = point_of(key), point_of(signature[:32])
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + content).digest(), "little") % Q
    left, right = times(scalar, BASE), add(commitment, times(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def key_of(pem):
    text = "".join(line for line in pem.decode("ascii").splitlines() if line and not line.startswith("-----"))
    return base64.b64decode(text)[-32:]


# ---- the record
def faults(archive, trusted):
    names = set(archive.namelist())
    for needed in ("manifest.json", "manifest.sig", "record.jsonl", "public-key.pem"):
        if needed not in names:
            yield "%s is missing 缺少文件" % needed
            return
    content = archive.read("manifest.json")
    manifest = json.loads(content)
    own = archive.read("public-key.pem")
    try:
        signed = is_signed(key_of(trusted or own), content, base64.b64decode(archive.read("manifest.sig")))
    except ValueError:
        signed = False
    if not signed:
        yield "manifest.json is not signed with this key 清单签名不符"
    for name, expected in manifest["files"].items():
        if name not in names:
            yield "%s is missing 缺少文件" % name
        elif hashlib.sha256(archive.read(name)).hexdigest() != expected:
            yield "%s is not the file that was exported 文件被改动" % name
    for name in sorted(names - set(manifest["files"]) - {"manifest.json", "manifest.sig"}):
        yield "%s was not exported 多出的文件" % name
    before, count = NONE, 0
    for line in archive.read("record.jsonl").decode("utf-8").split("\n")[:-1]:
        count += 1
        act = json.loads(line)
        if act["seq"] != count:
            yield "act %d is missing 缺少该条记录" % count
            return
        texts = [None if act[field] is None else str(act[field]) for field in FIELDS]
        if hash_of(before, manifest["crisis"], *texts) != act["hash"]:
            yield "act %d is not as it was written 该条记录被改动" % count
            return
        if act["words"] is not None and hash_of(act["salt"], act["words"]) != act["wordsHash"]:
            yield "the words of act %d are not as they were written 该条记录的文字被改动" % count
        before = act["hash"]
    if count != manifest["acts"] or before != manifest["end"]:
        yield "the record ends at act %d, exported were %d 末尾记录缺失" % (count, manifest["acts"])


def main(arguments):
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--key"):
        print(__doc__)
        return 2
    trusted = None
    if len(arguments) == 3:
        with open(arguments[2], "rb") as file:
            trusted = file.read()
    try:
        with zipfile.ZipFile(arguments[0]) as archive:
            found = list(faults(archive, trusted))
            manifest = {} if found else json.loads(archive.read("manifest.json"))
            key = trusted or (b"" if found else archive.read("public-key.pem"))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as unreadable:
        found = ["the file cannot be read 文件无法读取: %s" % unreadable]
    for fault in found:
        print("FAULT  " + fault)
    if found:
        return 1
    der = base64.b64decode("".join(line for line in key.decode("ascii").splitlines() if not line.startswith("-----")))
    print("WHOLE  %s: %d acts, as they were written 记录完整" % (manifest["crisis"], manifest["acts"]))
    print("       exported %s by %s" % (manifest["exportedAt"], manifest["exportedBy"]))
    print("       key %s%s" % (hashlib.sha256(der).hexdigest()[:32], "" if trusted else ", from the file itself: ask whose it is 公钥取自本文件，请确认归属"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
