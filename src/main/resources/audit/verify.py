#!/usr/bin/env python3
"""Checks the exported record of a crisis. Needs nothing but Python 3.

python3 verify.py FILE.zip [--key public-key.pem] [--head SEQUENCE:HASH] ...

--key   the key that you were given by the operator; without it, the one in the file is taken
--head  a head over all records, as it was mailed to the auditors; may be given several times
"""
import base64
import hashlib
import json
import sys
import zipfile

# the fields that the hash of an act covers, after the hash before it and the number of the crisis
FIELDS = ("seq", "at", "actorKind", "actor", "actorName", "actorGroups", "kind", "subject", "process", "element",
          "elementName", "clause", "planVersion", "before", "after", "wordsHash")
NONE = "0" * 64
FORMAT = "crisis-plan record 2"


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


# ---- heads over the records of all crises: a chain, each with the root of a Merkle tree (RFC 6962, section 2.1)
HEAD = "crisis-plan head 1\nsequence: %d\ntime: %s\nbefore: %s\ncrises: %d\nroot: %s\n"


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(leaf, place, size, path):
    """The root of the tree, from one leaf and the hashes beside the way up; None if they do not lead to one."""
    at, last, result = place, size - 1, sha256(b"\0", leaf.encode("utf-8"))
    if not 0 <= place < size:
        return None
    for beside in (bytes.fromhex(text) for text in path):
        if last == 0:
            return None
        if at & 1 or at == last:
            result = sha256(b"\1", beside, result)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            result = sha256(b"\1", result, beside)
        at, last = at >> 1, last >> 1
    return result if last == 0 else None


def text_of(head):
    return HEAD % (head["sequence"], head["time"], head["before"], head["crises"], head["root"])


class Record:
    """What was read of the file, and what is wrong with it."""

    def __init__(self, archive, trusted, mailed):
        self.archive, self.trusted, self.mailed = archive, trusted, mailed
        self.faults, self.notes = [], []
        self.manifest, self.hashes, self.texts, self.erased = {}, [], set(), 0

    def fault(self, text):
        self.faults.append(text)

    def check(self):
        names = self.archive.namelist()
        for needed in ("manifest.json", "manifest.sig", "record.jsonl", "heads.jsonl", "public-key.pem"):
            if needed not in names:
                self.fault("%s is missing 缺少文件" % needed)
        if not self.faults:
            self.check_files(names)
            self.check_acts()
            self.check_statements(names)
            self.check_heads()

    def check_files(self, names):
        content = self.archive.read("manifest.json")
        self.manifest = json.loads(content)
        if self.manifest.get("format") != FORMAT:
            self.fault("this program reads '%s', not '%s' 格式不符" % (FORMAT, self.manifest.get("format")))
        own = self.archive.read("public-key.pem")
        if self.trusted and key_of(self.trusted) != key_of(own):
            self.fault("public-key.pem is another key than yours 公钥与您的不同")
        try:
            signature = base64.b64decode(self.archive.read("manifest.sig"))
            signed = is_signed(key_of(self.trusted or own), content, signature)
        except ValueError:
            signed = False
        if not signed:
            self.fault("manifest.json is not signed with this key 清单签名不符")
        files = self.manifest["files"]
        for name, expected in files.items():
            if name not in names:
                self.fault("%s is missing 缺少文件" % name)
            elif hashlib.sha256(self.archive.read(name)).hexdigest() != expected:
                self.fault("%s is not the file that was exported 文件被改动" % name)
        for name in sorted(set(names) - set(files) - {"manifest.json", "manifest.sig"}):
            self.fault("%s was not exported 多出的文件" % name)
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("%s is in the file twice 文件重复" % name)

    def check_acts(self):
        before = NONE
        for line in self.archive.read("record.jsonl").decode("utf-8").split("\n")[:-1]:
            act = json.loads(line)
            seq = len(self.hashes) + 1
            if act["seq"] != seq:
                return self.fault("act %d is missing 缺少该条记录" % seq)
            texts = [None if act[field] is None else str(act[field]) for field in FIELDS]
            if hash_of(before, self.manifest["crisis"], *texts) != act["hash"]:
                return self.fault("act %d is not as it was written 该条记录被改动" % seq)
            if act["words"] is not None and hash_of(act["salt"], act["words"]) != act["wordsHash"]:
                self.fault("the words of act %d are not as they were written 该条记录的文字被改动" % seq)
            self.erased += act["words"] is None and act["wordsHash"] is not None
            before = act["hash"]
            self.hashes.append(before)
            submitted = json.loads(act["after"]).get("textHash")
            if submitted:
                self.texts.add(submitted)
        if len(self.hashes) != self.manifest["acts"] or before != self.manifest["end"]:
            self.fault("the record ends at act %d, exported were %d 末尾记录缺失" % (len(self.hashes), self.manifest["acts"]))

    def check_statements(self, names):
        """Each text that people submitted is the one that acts of the record name by its hash."""
        for name in sorted(name for name in names if name.startswith("statements/")):
            text = json.loads(self.archive.read(name))
            parts = (self.manifest["crisis"], text["kind"], str(text["version"]),
                     text["titleEn"], text["titleZh"], text["textEn"], text["textZh"])
            coded = (part.encode("utf-8") for part in parts)
            found = hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in coded)).hexdigest()
            if found != text["hash"]:
                self.fault("%s: the text is not the one that was submitted 文本与提交时不一致" % name)
            elif text["version"] > 0 and found not in self.texts:
                self.fault("%s: no act of the record names this text 记录中没有该文本" % name)

    def check_heads(self):
        heads = [json.loads(line) for line in self.archive.read("heads.jsonl").decode("utf-8").split("\n")[:-1]]
        if len(heads) != self.manifest["heads"]:
            self.fault("there are %d heads, exported were %d 链头数目不符" % (len(heads), self.manifest["heads"]))
        covered, by_number, before = 0, {}, None
        for head in heads:
            seq = head["sequence"]
            if before and (head["before"] != before["hash"] or seq != before["sequence"] + 1):
                return self.fault("head %d does not follow the one before 链头不连续" % seq)
            if hashlib.sha256(text_of(head).encode("utf-8")).hexdigest() != head["hash"]:
                return self.fault("head %d is not as it was written 链头被改动" % seq)
            if "path" in head:
                leaf = "%s\n%d\n%s" % (self.manifest["crisis"], head["acts"], head["actHash"])
                root = root_of(leaf, head["place"], head["crises"], head["path"])
                fits = head["acts"] <= len(self.hashes) and self.hashes[head["acts"] - 1] == head["actHash"]
                if head["acts"] < 1 or root is None or root.hex() != head["root"] or not fits:
                    return self.fault("head %d does not cover this record 链头不能证明本记录" % seq)
                covered = head["acts"]
            by_number[seq] = (head["hash"], covered)
            before = head
        if before:
            key, own = base64.b64decode(before["key"]), key_of(self.trusted or self.archive.read("public-key.pem"))
            # it covers all before it; only after a change of the key, and until the next head, it may be signed with another
            if not is_signed(key[-32:], text_of(before).encode("utf-8"), base64.b64decode(before["signature"])):
                self.fault("head %d is not signed 链头签名不符" % before["sequence"])
            elif key[-32:] != own:
                self.fault("head %d is signed with another key 链头由另一密钥签名" % before["sequence"])
            self.notes.append("head %d of %s covers acts 1 to %d 链头覆盖第 1 至 %d 条"
                              % (before["sequence"], before["time"], covered, covered))
        else:
            self.notes.append("no head covers it yet 尚未被链头覆盖")
        for number, expected in self.mailed:
            if number not in by_number:
                self.fault("head %d of your mail does not cover this record 邮件中的链头未覆盖本记录" % number)
            elif by_number[number][0] != expected:
                self.fault("head %d is not the one of your mail 链头与邮件中的不一致" % number)
            else:
                self.notes.append("head %d is the one of your mail: acts 1 to %d are as they were then 与邮件中的链头一致，第 1 至 %d 条未变"
                                  % (number, by_number[number][1], by_number[number][1]))


def head_of(text):
    number, found, value = text.partition(":")
    if not found or not number.isdigit() or len(value) != 64:
        raise ValueError("'%s' is no SEQUENCE:HASH" % text)
    return int(number), value.lower()


def main(arguments):
    trusted, mailed, files = None, [], []
    rest = list(arguments)
    try:
        while rest:
            word = rest.pop(0)
            if word == "--key":
                with open(rest.pop(0), "rb") as file:
                    trusted = file.read()
            elif word == "--head":
                mailed.append(head_of(rest.pop(0)))
            else:
                files.append(word)
    except (IndexError, OSError, ValueError) as unusable:
        print(unusable)
        files = []
    if len(files) != 1:
        print(__doc__)
        return 2
    try:
        with zipfile.ZipFile(files[0]) as archive:
            record = Record(archive, trusted, mailed)
            record.check()
            key = trusted or (b"" if record.faults else archive.read("public-key.pem"))
    except (OSError, zipfile.BadZipFile, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeError) as unreadable:
        print("FAULT  the file cannot be read 文件无法读取: %s" % unreadable)
        return 1
    for fault in record.faults:
        print("FAULT  " + fault)
    if record.faults:
        return 1
    manifest = record.manifest
    der = base64.b64decode("".join(line for line in key.decode("ascii").splitlines() if not line.startswith("-----")))
    print("WHOLE  %s: %d acts, as they were written 记录完整" % (manifest["crisis"], manifest["acts"]))
    if record.erased:
        print("       the words of %d acts were erased 已删除文字的记录条数" % record.erased)
    for note in record.notes:
        print("       " + note)
    print("       exported %s by %s" % (manifest["exportedAt"], manifest["exportedBy"]))
    print("       key %s%s" % (hashlib.sha256(der).hexdigest()[:32], "" if trusted else ", from the file itself: ask whose it is 公钥取自本文件，请确认归属"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
