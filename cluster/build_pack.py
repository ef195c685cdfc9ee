"""Builds a catalogue pack on a Spark cluster: the same bytes as `yuantou pack build` writes of the same listings.

    spark-submit cluster/build_pack.py --yuantou target/release/yuantou --out s3a://bucket/pack listings.jsonl …

The two halves of a build are commands of `yuantou`: `pack map` makes rows of listings, `pack reduce` makes the file of
one shard of its rows. What stands here is what lies between them: which rows go where is Spark's to carry, by numbers
that `yuantou pack plan` says. No rule of the format is written down twice.

    listings ─ pack map ─▶ rows by key ═shuffle═▶ pack reduce records ─▶ postings by key ═shuffle═▶ pack reduce index
                                                        │                                                │
                                                   records-*.bin                                 band*-*.idx, text-*.idx

A task may be tried again, or run twice at a time, and an executor may be lost with all that it held: every step gives
the same bytes for the same rows in whatever order they come, a file takes its name only when it is complete, and the
manifest is written last. Each task holds at most some 300 MB outside of Python, whatever the number of listings.

Listings are JSON Lines on any file system that Hadoop knows; pictures lie in a folder that every worker reaches under
one path (`--images`). The exit code is 1 where listings were left out, as with `yuantou pack build`; the pack is
written all the same.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession

TABLES = 5
# Reasons of listings that were left out, as many as are brought back from each task.
TOLD = 20


class LocalStore:
    """A folder that driver and workers reach under one path."""

    def __init__(self, folder):
        self.folder = folder

    def put(self, source, name):
        """Copies a file to its place in one step: another attempt at the same may be under way."""
        target = os.path.join(self.folder, name)
        partial = os.path.join(os.path.dirname(target), f".{uuid.uuid4().hex}.partial")
        shutil.copyfile(source, partial)
        os.replace(partial, target)

    def begin(self, name):
        os.makedirs(os.path.join(self.folder, name))

    def rename(self, name, to):
        shutil.rmtree(os.path.join(self.folder, to), ignore_errors=True)
        os.rename(os.path.join(self.folder, name), os.path.join(self.folder, to))

    def names(self, name):
        return os.listdir(os.path.join(self.folder, name))

    def remove(self, name):
        path = os.path.join(self.folder, name)
        if os.path.isdir(path):
            shutil.rmtree(path, ignore_errors=True)
        elif os.path.exists(path):
            os.remove(path)

    def read(self, name):
        try:
            with open(os.path.join(self.folder, name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    publish = put


class HadoopStore:
    """A folder on any other file system. Workers have no Java to call from Python, so that they run Hadoop's own shell,
    which is among Spark's jars, with the driver's settings."""

    def __init__(self, uri, settings):
        self.uri = uri.rstrip("/")
        self.settings = settings

    def put(self, source, name):
        """Hadoop's `put` writes under another name and renames."""
        with tempfile.TemporaryDirectory() as folder:
            settings = os.path.join(folder, "settings.xml")
            with open(os.open(settings, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(self.settings)
            import pyspark

            spark = os.environ.get("SPARK_HOME") or os.path.dirname(pyspark.__file__)
            home = os.environ.get("JAVA_HOME")
            java = os.path.join(home, "bin", "java") if home else "java"
            # Jars that the job brought along, for file systems that Spark itself lacks, lie where the executor runs.
            paths = [os.environ.get("HADOOP_CONF_DIR"), os.path.join(spark, "jars", "*"), os.path.join(os.getcwd(), "*")]
            words = [java, "-Xmx256m", "-cp", os.pathsep.join(filter(None, paths)), "org.apache.hadoop.fs.FsShell"]
            words += ["-conf", settings, "-put", "-f", source, f"{self.uri}/{name}"]
            done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)
            if done.returncode != 0:
                raise RuntimeError(f"{name} was not written to {self.uri}: {done.stderr.decode(errors='replace')[-2000:]}")


class HadoopDriverStore:
    """The driver's side of a [`HadoopStore`], by way of its own Java."""

    def __init__(self, jvm, path, conf):
        self.jvm, self.path, self.conf = jvm, path, conf
        self.files = path.getFileSystem(conf)

    def at(self, name):
        return self.jvm.org.apache.hadoop.fs.Path(self.path, name)

    def begin(self, name):
        if not self.files.mkdirs(self.at(name)):
            raise RuntimeError(f"{self.at(name)} cannot be made")

    def rename(self, name, to):
        self.files.delete(self.at(to), True)
        if not self.files.rename(self.at(name), self.at(to)):
            raise RuntimeError(f"{self.at(name)} cannot be renamed to {to}")

    def names(self, name):
        return [status.getPath().getName() for status in self.files.listStatus(self.at(name))]

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
    """The pack's folder as the driver sees it, and the folder under way as the workers see it."""
    jvm, conf = spark._jvm, spark.sparkContext._jsc.hadoopConfiguration()
    path = jvm.org.apache.hadoop.fs.Path(out)
    files = path.getFileSystem(conf)
    path = files.makeQualified(path)
    if path.toUri().getScheme() == "file":
        folder = path.toUri().getPath()
        return LocalStore(folder), LocalStore(os.path.join(folder, building)), path.getName()
    settings = jvm.java.io.ByteArrayOutputStream()
    conf.writeXml(settings)
    return (
        HadoopDriverStore(jvm, path, conf),
        HadoopStore(f"{path.toString()}/{building}", bytes(settings.toByteArray())),
        path.getName(),
    )


def rows_of(words, lines):
    """Runs a command on lines, and yields the lines that it prints, then its closing line, read, with what it told on
    standard error. A command that fails, or whose output is cut off, fails the task: Spark tries it again."""
    told = tempfile.TemporaryFile()
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
    closing = None
    try:
        for line in child.stdout:
            if line.startswith(b"{"):
                closing = json.loads(line)
            else:
                yield line
        feeder.join()
        code = child.wait()
        told.seek(0)
        reasons = told.read().decode(errors="replace").splitlines()
        if failures:
            raise failures[0]
        if closing is None or code != (1 if closing.get("problems") else 0):
            raise RuntimeError(f"{' '.join(words)} ended with {code}: {' '.join(reasons[-TOLD:])}")
        yield closing, reasons
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
        """Lines of JSON become rows by key; `None` is the key of a closing line."""
        images = ["--images", self.images] if self.images else []
        for row in rows_of(self.command("map", "-", *images), (bytes(row.value) + b"\n" for row in listings)):
            if isinstance(row, tuple):
                yield None, {**row[0], "told": row[1][:TOLD]}
            else:
                yield int(row[:16], 16), row

    def reduce(self, words, rows):
        """Runs one shard's reduce in a folder of its own, and puts the file where the pack is under way."""
        with tempfile.TemporaryDirectory() as folder:
            for row in rows_of(self.command("reduce", *words, "--out", folder), rows):
                if isinstance(row, tuple):
                    self.building.put(os.path.join(folder, row[0]["name"]), row[0]["name"])
                    yield None, row[0]
                else:
                    yield row

    def records(self, bits):
        def shard(number, rows):
            words = ["records", "--bits", bits, "--shard", number]
            for row in self.reduce(words, (line for _, line in rows)):
                if isinstance(row, tuple):
                    yield row
                else:
                    table, key, _ = row.split(b"\t", 2)
                    yield (int(table), int(key, 16)), row

        return shard

    def index(self, places):
        def shard(number, rows):
            table, bits, inner = places[number]
            words = ["index", "--table", table, "--key-bits", bits, "--shard", inner]
            return self.reduce(words, (line for _, line in rows))

        return shard


def kept(rdd):
    """What took long is kept on the workers' disks: it is made again where one is lost."""
    return rdd.persist(StorageLevel.DISK_ONLY)


def rows(rdd):
    return rdd.filter(lambda row: row[0] is not None)


def closings(rdd):
    return rdd.filter(lambda row: row[0] is None).values().collect()


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
    left_out = 0
    for closing in closings(mapped):
        left_out += closing["problems"]
        for reason in closing["told"] if closing["problems"] else []:
            print(reason, file=sys.stderr)
    count = rows(mapped).keys().distinct().count()
    if count == 0:
        sys.exit("there is no listing to put into the pack: nothing was written")

    plan = json.loads(yuantou("plan", "--listings", count))["records"]
    shards, shift, bits = plan["shards"], plan["shift"], plan["bits"]
    pack.begin(building)
    try:
        sharded = rows(mapped).partitionBy(shards, lambda key: key >> shift)
        reduced = kept(sharded.mapPartitionsWithIndex(job.records(bits)))
        parts = closings(reduced)

        postings = [sum(part["postings"][table] for part in parts) for table in range(TABLES)]
        tables = json.loads(yuantou("plan", "--postings", ",".join(map(str, postings))))["tables"]
        places = [(at, table["bits"], inner) for at, table in enumerate(tables) for inner in range(table["shards"])]
        first = [sum(table["shards"] for table in tables[:at]) for at in range(TABLES)]
        shifts = [table["shift"] for table in tables]
        sharded = rows(reduced).partitionBy(len(places), lambda at: first[at[0]] + (at[1] >> shifts[at[0]]))
        parts += closings(sharded.mapPartitionsWithIndex(job.index(places)))
        publish(pack, building, parts, ["--name", args.name or folder_name, *signing(args)], yuantou)
    except BaseException:
        pack.remove(building)
        raise
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
        closing_lines = "".join(json.dumps(part) + "\n" for part in parts)
        yuantou("finish", "-", "--files", files, "--out", local, *options, input=closing_lines.encode())
        with open(os.path.join(local, "manifest.json"), "rb") as file:
            segments = [segment["id"] for segment in json.load(file)["segments"]]
        (segment,) = segments
        pack.rename(building, segment)
        # Attempts that were lost half way have left what they had.
        for stray in set(pack.names(segment)) - {part["name"] for part in parts}:
            pack.remove(f"{segment}/{stray}")
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
