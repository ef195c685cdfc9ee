"""Looks a listing up in a pack by its marketplace and id: all of docs/format.md that this takes, in Python.

    pip install xxhash
    python docs/read_pack.py PACK PLATFORM ID
"""

import json
import struct
import sys
import zlib
from pathlib import Path

from xxhash import xxh3_64_intdigest as xxh3

LENGTHS = [256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152]
TEXT = 4


def stretch(path, start, length):
    """What a web server answers to a request for a range; a file may end before."""
    with open(path, "rb") as file:
        file.seek(start)
        return file.read(length)


def check(condition, what):
    if not condition:
        sys.exit(f"{what} is broken: fetch it again")


def bucket(folder, segment, key):
    """The postings of a text key's bucket: signature and locator of each."""
    bits = segment["tables"][TEXT]["key_bits"]
    number = key >> (28 - bits)
    inner_bits = min(bits, 11)
    shard, inner = number >> inner_bits, number & (1 << inner_bits) - 1
    path = folder / f"text-{shard:05}.idx"
    page = stretch(path, 32 + inner // 16 * 80, 80)
    check(len(page) == 80, path)
    before, page_check, _ = struct.unpack_from("<QII", page)
    check(xxh3(page[:8] + page[16:]) & 0xFFFFFFFF == page_check, path)
    entries = list(struct.iter_unpack("<HH", page[16:]))
    first = before + sum(count for count, _ in entries[: inner % 16])
    count, bucket_check = entries[inner % 16]
    pages = -(-(1 << inner_bits) // 16)
    postings = stretch(path, 32 + pages * 80 + first * 13, count * 13)
    check(len(postings) == count * 13 and xxh3(postings) & 0xFFFF == bucket_check, path)
    for at in range(0, len(postings), 13):
        yield int.from_bytes(postings[at : at + 8], "little"), int.from_bytes(postings[at + 8 : at + 13], "little")


def record(folder, segment, locator):
    """A listing, and the codes of its pictures."""
    address, length = locator >> 4, LENGTHS[locator & 15]
    span = 36 - segment["record_bits"]
    shard, start = address >> span, (address & (1 << span) - 1) * 64
    path = folder / f"records-{shard:05}.bin"
    content = stretch(path, start, length)
    check(len(content) >= 16, path)
    total, record_check, flags, _, pictures, text = struct.unpack_from("<IIBBHI", content)
    check(16 <= total <= len(content) and xxh3(content[8:total]) & 0xFFFFFFFF == record_check, path)
    listing, codes = content[16 : 16 + text], content[16 + text : total]
    check(len(codes) == pictures * 273, path)
    if flags & 1:
        listing = zlib.decompress(listing, wbits=-15)
    return json.loads(listing), [codes[at : at + 273] for at in range(0, len(codes), 273)]


def is_dead(pack, manifest, number, locator):
    """Whether a later segment replaced a record, or took it away."""
    value = (number << 40 | locator) + 1
    for later in manifest["segments"][number + 1 :]:
        if dead := later.get("dead"):
            slot = xxh3(struct.pack("<Q", value)) >> (64 - dead["bits"])
            length = dead["entries"] * 8
            entries = stretch(pack / later["id"] / "dead.bin", 8 + slot * length, length)
            if (value,) in struct.iter_unpack("<Q", entries):
                return True
    return False


def look_up(pack, platform, listing_id):
    manifest = json.loads((pack / "manifest.json").read_bytes())
    if (manifest["format"], manifest["version"]) != ("yuantou-pack", 2):
        sys.exit("this is no pack of format 2")
    key = xxh3(f"{platform}\0{listing_id}".encode())
    term = xxh3(b"l" + struct.pack("<Q", key))
    for number, segment in enumerate(manifest["segments"]):
        folder = pack / segment["id"]
        for signature, locator in bucket(folder, segment, term >> 36):
            if signature >> 48 != term >> 20 & 0xFFFF or is_dead(pack, manifest, number, locator):
                continue
            listing, codes = record(folder, segment, locator)
            if (listing.get("platform", ""), listing.get("id")) == (platform, listing_id):
                return listing, codes
    return None


if __name__ == "__main__":
    found = look_up(Path(sys.argv[1]), *sys.argv[2:4])
    if found is None:
        sys.exit("the pack does not hold it")
    print(json.dumps({"listing": found[0], "pictures": len(found[1])}, ensure_ascii=False))
