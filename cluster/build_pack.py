"""Builds a catalogue pack on a Spark cluster: the same bytes as `yuantou pack build` writes of the same listings.

    spark-submit cluster/build_pack.py --yuantou target/release/yuantou --out s3a://bucket/pack listings.jsonl …

The two halves of a build are commands of `yuantou`: `pack map` makes rows of listings, `pack reduce` makes the files of
shards of their rows. What stands here is what lies between them: which rows go where is Spark's to carry, by numbers
that `yuantou pack plan` says. No rule of the format is written down twice.

    listings ─ pack map ─▶ rows by key ═shuffle═▶ pack reduce records ─▶ postings by key ═shuffle═▶ pack reduce index
                                                        │                                                │
                                                   records-*.bin                                 band*-*.idx, text-*.idx

A task may be tried again, or run twice at a time, and an executor may be lost with all that it held: every step gives
the same bytes for the same rows in whatever order they come, each attempt writes to a folder of its own, and the driver
moves the files of those that Spark took to their places before it writes the manifest. The driver holds a line for each
file of the pack, and no row. A task holds at most some 400 MB outside of Python, whatever the number of listings and
however many of them share a picture or a word.

Listings are JSON Lines on any file system that Hadoop knows; pictures lie in a folder that every worker reaches under
one path (`--images`). The exit code is 1 where listings were left out, as with `yuantou pack build`; the pack is
written all the same.
"""

import argparse
import bisect
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
from array import array
from concurrent.futures import ThreadPoolExecutor

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession

TABLES = 5
# Reasons of listings that were left out, as many as are told.
TOLD = 20
# Bytes of a posting's line, and of the lines that are one row to Spark.
POSTING = 39
BLOCK = POSTING * 8192
# Tasks at most on the writing side of a shuffle: beyond that its pieces become so many and so small that fetching them
# takes longer than the work.
WRITERS = 4096
# Tasks, at least, over which index files are spread before one task gets several, and how many it gets at most.
READERS, TOGETHER = 2048, 64


class LocalStore:
    """The folder under way, where driver and workers reach it under one path: one machine, or a network's file system."""

    def __init__(self, folder):
        self.folder = folder

    def put(self, folder):
        place = os.path.join(self.folder, os.path.basename(folder))
        try:
            os.mkdir(place)
        except FileNotFoundError as error:
            raise RuntimeError(f"{self.folder} is not here: every worker must reach --out under the same path") from error
        for name in os.listdir(folder):
            shutil.copyfile(os.path.join(folder, name), os.path.join(place, name))


class LocalDriverStore:
    """The pack's folder, likewise."""

    def __init__(self, folder):
        self.folder = folder

    def at(self, name):
        return os.path.join(self.folder, name)

    def begin(self, name):
        os.makedirs(self.at(name), exist_ok=True)

    def move(self, name, to):
        os.replace(self.at(name), self.at(to))

    def remove(self, name):
        if os.path.isdir(self.at(name)):
            shutil.rmtree(self.at(name), ignore_errors=True)
        else:
            with contextlib.suppress(FileNotFoundError):
                os.remove(self.at(name))

    def read(self, name):
        try:
            with open(self.at(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def publish(self, source, name):
        """Replaces a file so that a reader meets the old one or the new one."""
        partial = self.at(f".{uuid.uuid4().hex}.partial")
        shutil.copyfile(source, partial)
        os.replace(partial, self.at(name))


class HadoopStore:
    """The folder under way on any other file system. Workers have no Java to call from Python, so that they run Hadoop's
    own shell, which is among Spark's jars, with the driver's settings: once for all that a task wrote."""

    def __init__(self, uri, settings):
        self.uri = uri
        self.settings = settings

    def put(self, folder):
        with scratch() as beside:
            # The shell takes its settings from here; that there are none of HDFS's own must be said, too.
            for name, content in (("core-site.xml", self.settings), ("hdfs-site.xml", b"<configuration/>")):
                with open(os.open(os.path.join(beside, name), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                    file.write(content)
            import pyspark

            spark = os.environ.get("SPARK_HOME") or os.path.dirname(pyspark.__file__)
            home = os.environ.get("JAVA_HOME")
            java = os.path.join(home, "bin", "java") if home else "java"
            # Jars that the job brought along, for file systems that Spark itself lacks, lie where the executor runs; so
            # do Spark's own under YARN.
            places = [os.path.join(spark, "jars"), SparkFiles.getRootDirectory(), os.getcwd(), "__spark_libs__"]
            paths = os.pathsep.join([beside, *(os.path.join(place, "*") for place in places)])
            words = [java, "-Xmx256m", "-cp", paths, "org.apache.hadoop.fs.FsShell"]
            words += ["-put", folder, f"{self.uri}/{os.path.basename(folder)}"]
            done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)
            if done.returncode != 0:
                told = done.stderr.decode(errors="replace")[-2000:]
                raise RuntimeError(f"what a task wrote could not be put to {self.uri}: {told}")


class HadoopDriverStore:
    """The pack's folder, likewise, by way of the driver's own Java."""

    def __init__(self, jvm, path, conf):
        self.jvm, self.path, self.conf = jvm, path, conf
        self.files = path.getFileSystem(conf)

    def at(self, name):
        return self.jvm.org.apache.hadoop.fs.Path(self.path, name)

    def begin(self, name):
        if not self.files.mkdirs(self.at(name)):
            raise RuntimeError(f"{self.at(name)} cannot be made")

    def move(self, name, to):
        if not self.files.rename(self.at(name), self.at(to)):
            # An earlier run, which was cut off, has left it there.
            self.files.delete(self.at(to), False)
            if not self.files.rename(self.at(name), self.at(to)):
                raise RuntimeError(f"{self.at(name)} cannot be moved to {to}")

    def remove(self, name):
        self.files.delete(self.at(name), True)

    def read(self, name):
        if not self.files.exists(self.at(name)):
            return None
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "copy")
            self.files.copyToLocalFile(False, self.at(name), self.jvm.org.apache.hadoop.fs.Path(f"file://{copy}"), True)
            with open(copy, "rb") as file:
                return file.read()

    def publish(self, source, name):
        """Replaces a file so that a reader meets the old one or the new one."""
        hadoop = self.jvm.org.apache.hadoop.fs
        partial = self.at(f".{uuid.uuid4().hex}.partial")
        self.files.copyFromLocalFile(False, True, hadoop.Path(f"file://{source}"), partial)
        overwrite = self.jvm.java.lang.reflect.Array.newInstance(hadoop.Options.Rename.OVERWRITE.getClass(), 1)
        overwrite[0] = hadoop.Options.Rename.OVERWRITE
        context = hadoop.FileContext.getFileContext(self.path.toUri(), self.conf)
        context.rename(partial, self.at(name), overwrite)


def stores(spark, out, building):
    """The pack's folder as the driver sees it, the folder under way as the workers see it, and the pack's name."""
    jvm, conf = spark._jvm, spark.sparkContext._jsc.hadoopConfiguration()
    path = jvm.org.apache.hadoop.fs.Path(out)
    path = path.getFileSystem(conf).makeQualified(path)
    if path.toUri().getScheme() == "file":
        folder = path.toUri().getPath()
        return LocalDriverStore(folder), LocalStore(os.path.join(folder, building)), path.getName()
    settings = jvm.java.io.ByteArrayOutputStream()
    conf.writeXml(settings)
    under_way = jvm.org.apache.hadoop.fs.Path(path, building)
    return (
        HadoopDriverStore(jvm, path, conf),
        HadoopStore(under_way.toString(), bytes(settings.toByteArray())),
        path.getName(),
    )


def local_folder():
    """One of those that Spark chose for its rows, and clears after an executor that was lost."""
    return random.choice(os.environ["SPARK_LOCAL_DIRS"].split(","))


def scratch():
    """A folder of a task's own."""
    return tempfile.TemporaryDirectory(dir=local_folder())


def listings_in(output):
    """Lines of `pack map`, by key; its closing line as it stands."""
    for line in output:
        yield line if line.startswith(b"{") else (int(line[:16], 16), line)


def postings_in(output):
    """Lines of `pack reduce`, which are all of one length, many at a time; the closing lines together."""
    while block := output.read(BLOCK):
        postings, brace, closings = block.partition(b"{")
        if postings:
            yield "postings", postings
        if brace:
            yield brace + closings + output.read()


def run(words, lines, rows_in):
    """Runs a command on lines, and yields the rows of its output. Returns its closing lines, with what it told on
    standard error. A command that fails, or whose output is cut off, fails the task: Spark tries it again."""
    told = tempfile.TemporaryFile(dir=local_folder())
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told)
    failures = []

    def feed():
        try:
            for line in lines:
                child.stdin.write(line)
            child.stdin.close()
        except BrokenPipeError:
            pass  # It has ended by itself: its exit code tells.
        except BaseException as error:
            # A command whose input is cut off must not be let to think that this was all.
            failures.append(error)
            child.kill()

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    closings = []
    try:
        for row in rows_in(child.stdout):
            if isinstance(row, bytes):
                closings += row.splitlines()
            else:
                yield row
        feeder.join()
        code = child.wait()
        told.seek(0)
        reasons = told.read().decode(errors="replace").splitlines()
        if failures:
            raise failures[0]
        if not closings or code != (1 if json.loads(closings[-1]).get("problems") else 0):
            raise RuntimeError(f"{' '.join(words)} ended with {code}: {' '.join(reasons[-TOLD:])}")
        return closings, reasons
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


class Job:
    """What the tasks do, with all that they need to know."""

    def __init__(self, binary, images, building):
        self.binary, self.images, self.building = binary, images, building

    def command(self, *words):
        # One task has one core: the command's own threads would take those of its neighbours.
        os.environ["RAYON_NUM_THREADS"] = "1"
        return [SparkFiles.get(self.binary), "pack", *map(str, words)]

    def map(self, listings):
        """Lines of JSON become rows by key; `None` is the key of what closes a task's."""
        images = ["--images", self.images] if self.images else []
        lines = (bytes(row.value) + b"\n" for row in listings)
        closings, reasons = yield from run(self.command("map", "-", *images), lines, listings_in)
        closing = json.loads(closings[-1])
        yield None, (closing["listings"], closing["problems"], reasons[:TOLD] if closing["problems"] else [])

    def reduce(self, words, rows, files):
        """Runs a reduce in a folder of this attempt's own, and puts what it wrote where the pack is under way."""
        with scratch() as beside:
            folder = os.path.join(beside, uuid.uuid4().hex)
            closings, _ = yield from run(
                self.command("reduce", *words, "--out", folder), (lines for _, lines in rows), postings_in
            )
            if len(closings) != files:
                raise RuntimeError(f"{len(closings)} files were written, not {files}")
            self.building.put(folder)
            for closing in closings:
                yield None, (os.path.basename(folder), closing)

    def records(self, bits):
        return lambda shard, rows: self.reduce(["records", "--bits", bits, "--shard", shard], rows, 1)

    def index(self, places):
        def task(number, rows):
            table, bits, shard, shards = places[number]
            words = ["index", "--table", table, "--key-bits", bits, "--shard", shard, "--shards", shards]
            return self.reduce(words, rows, shards)

        return task


class Places:
    """Which task writes which index files, and which postings go there."""

    def __init__(self, tables):
        self.shifts = [table["shift"] for table in tables]
        files = sum(table["shards"] for table in tables)
        self.together = max(1, min(files // READERS, TOGETHER))
        self.tasks, self.first = [], []
        for at, table in enumerate(tables):
            self.first.append(len(self.tasks))
            for shard in range(0, table["shards"], self.together):
                self.tasks.append((at, table["bits"], shard, min(self.together, table["shards"] - shard)))

    def cut(self, row):
        """The stretches of a block of lines, which stand in their order, each with the number of its task."""
        lines = Heads(row[1])
        at = 0
        while at < len(lines):
            head = lines[at]
            table, shard = int(head[:1]), int(head[2:], 16) >> self.shifts[int(head[:1])]
            group = shard // self.together
            beyond = b"%d\t%08x" % (table, (group + 1) * self.together << self.shifts[table])
            end = bisect.bisect_left(lines, beyond, at)
            yield self.first[table] + group, row[1][at * POSTING : end * POSTING]
            at = end


class Heads:
    """Table and key of each line of a block, by which the lines are in order."""

    def __init__(self, block):
        self.block = block

    def __len__(self):
        return len(self.block) // POSTING

    def __getitem__(self, at):
        return self.block[at * POSTING : at * POSTING + 10]


def kept(rdd):
    """What took long is kept on the workers' disks: it is made again where one is lost."""
    return rdd.persist(StorageLevel.DISK_ONLY)


def rows(rdd):
    return rdd.coalesce(WRITERS).filter(lambda row: row[0] is not None)


def closings(rdd):
    return rdd.filter(lambda row: row[0] is None).values()


def both(one, other):
    """What closes two tasks of `pack map`."""
    return one[0] + other[0], one[1] + other[1], (one[2] + other[2])[:TOLD]


def different(keys, most):
    """How many different keys there are; `most` of them at most, which decides over how many tasks they are spread.
    They travel packed: a key is not worth an object."""
    parts = most // 500_000 + 1

    def packed(keys):
        held = {}
        for key in keys:
            held.setdefault(key * parts >> 64, array("Q")).append(key)
        for part, own in held.items():
            yield part, own.tobytes()

    def count(packed):
        seen = set()
        for _, own in packed:
            seen.update(array("Q", own))
        yield len(seen)

    return keys.mapPartitions(packed).partitionBy(parts, int).mapPartitions(count).sum()


def build(spark, args):
    context = spark.sparkContext
    context.addFile(args.yuantou)
    building = f".building-{context.applicationId}-{uuid.uuid4().hex[:8]}"
    pack, under_way, folder_name = stores(spark, args.out, building)
    job = Job(os.path.basename(args.yuantou), args.images, under_way)

    def yuantou(*words, **options):
        done = subprocess.run([args.yuantou, "pack", *map(str, words)], stdout=subprocess.PIPE, check=True, **options)
        return done.stdout

    spark.conf.set("spark.sql.files.maxPartitionBytes", f"{args.split}m")
    # As binary, so that a line which is no UTF-8 is refused here as it is everywhere.
    lines = spark.read.option("lineSep", "\n").text(args.listings)
    listings = lines.select(lines.value.cast("binary").alias("value")).rdd
    mapped = kept(listings.mapPartitions(job.map))
    taken, left_out, told = closings(mapped).treeAggregate((0, 0, []), both, both)
    for reason in told:
        print(reason, file=sys.stderr)
    count = different(rows(mapped).keys(), taken)
    if count == 0:
        sys.exit("there is no listing to put into the pack: nothing was written")

    plan = json.loads(yuantou("plan", "--listings", count))["records"]
    shards, shift, bits = plan["shards"], plan["shift"], plan["bits"]
    pack.begin(building)
    try:
        sharded = rows(mapped).partitionBy(shards, lambda key: key >> shift)
        reduced = kept(sharded.mapPartitionsWithIndex(job.records(bits)))
        parts = closings(reduced).collect()
        counts = [json.loads(part)["postings"] for _, part in parts]
        postings = ",".join(str(sum(count[table] for count in counts)) for table in range(TABLES))
        places = Places(json.loads(yuantou("plan", "--postings", postings))["tables"])
        sharded = rows(reduced).flatMap(places.cut).partitionBy(len(places.tasks), int)
        parts += closings(sharded.mapPartitionsWithIndex(job.index(places.tasks))).collect()
        publish(pack, building, parts, ["--name", args.name or folder_name, *signing(args)], yuantou)
    finally:
        pack.remove(building)
    print(f"{args.out}: {count} listings", file=sys.stderr)
    return left_out


def signing(args):
    return ["--key", args.key] if args.key else []


def publish(pack, building, parts, options, yuantou):
    """Names the segment by its content, and puts the manifest in place once all else is."""
    with tempfile.TemporaryDirectory() as folder:
        files, local = os.path.join(folder, "files"), os.path.join(folder, "pack")
        os.makedirs(files)
        os.makedirs(local)
        before = pack.read("manifest.json")
        if before is not None:
            with open(os.path.join(local, "manifest.json"), "wb") as file:
                file.write(before)
        yuantou("finish", "-", "--files", files, "--out", local, *options, input=b"\n".join(part for _, part in parts))
        with open(os.path.join(local, "manifest.json"), "rb") as file:
            segments = [segment["id"] for segment in json.load(file)["segments"]]
        (segment,) = segments
        # Its list of files is written last: where it stands, the same segment was complete before.
        if pack.read(f"{segment}/files.txt") is None:
            pack.begin(segment)
            names = [(attempt, json.loads(part)["name"]) for attempt, part in parts]
            with ThreadPoolExecutor(16) as pool:
                moves = [pool.submit(pack.move, f"{building}/{at}/{name}", f"{segment}/{name}") for at, name in names]
                for move in moves:
                    move.result()
            pack.publish(os.path.join(local, segment, "files.txt"), f"{segment}/files.txt")
        if os.path.exists(os.path.join(local, "manifest.sig")):
            pack.publish(os.path.join(local, "manifest.sig"), "manifest.sig")
        else:
            pack.remove("manifest.sig")
        pack.publish(os.path.join(local, "manifest.json"), "manifest.json")
        for old in named(before) - {segment}:
            pack.remove(old)


def named(manifest):
    """The segments that a manifest names; those of one that this version cannot read are left alone."""
    try:
        return {segment["id"] for segment in json.loads(manifest or b"{}").get("segments", [])}
    except (ValueError, KeyError, TypeError):
        return set()


def main():
    parser = argparse.ArgumentParser(description="Builds a catalogue pack on a Spark cluster.")
    parser.add_argument("listings", nargs="+", help="JSON Lines, on any file system that Hadoop knows")
    parser.add_argument("--out", required=True, help="folder to write the pack to, on any such file system")
    parser.add_argument("--name", help="the pack's name, for people; otherwise that of the folder")
    parser.add_argument("--key", help="sign the manifest with the secret key of this file, which stays here")
    parser.add_argument("--images", help="where the pictures are, under one path on every worker")
    parser.add_argument("--yuantou", default="yuantou", help="the command line, a file here; it is sent to the workers")
    parser.add_argument("--split", type=int, default=16, help="MB of listings that one task maps, at most")
    args = parser.parse_args()
    args.yuantou = shutil.which(args.yuantou) or sys.exit(f"{args.yuantou} is not there, or is no program")
    args.yuantou = os.path.abspath(args.yuantou)
    spark = SparkSession.builder.appName("yuantou pack").getOrCreate()
    try:
        left_out = build(spark, args)
    finally:
        spark.stop()
    if left_out:
        sys.exit(f"{left_out} listings or pictures were left out (the first reasons are above)")


if __name__ == "__main__":
    main()
