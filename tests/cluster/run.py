"""`pack build` on one machine against `cluster/build_pack.py` on a real Spark cluster of two workers on loopback: the
same bytes, though a worker dies half way, commands fail and are tried again, a task runs twice at a time, and the pack
lies on another file system. Spark's own log of events says whether all that happened.

Called by `make test-cluster`, which makes ready what it needs. Ends by itself; every process that it started is ended
by its id.
"""

import filecmp
import importlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback
import urllib.request
from pathlib import Path

import listings
import pyspark

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "target/release/yuantou"
DEMO = ROOT / "build/www/factory"
WORK = ROOT / "build/test-cluster"
SPARK = Path(pyspark.__file__).parent
# No step takes longer on a busy machine of two cores.
LONGEST = 240

ENVIRONMENT = {
    **os.environ,
    "SPARK_HOME": str(SPARK),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_LOCAL_DIRS": str(WORK / "local"),
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_DRIVER_PYTHON": sys.executable,
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def wait(what, found, seconds=LONGEST):
    """Asks until there is an answer; what cannot be reached yet is asked again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            answer = found()
        except OSError:
            answer = None
        if answer:
            return answer
        time.sleep(0.2)
    raise TimeoutError(f"{what}: not within {seconds} s")


def family(pid):
    """A process and all that descend from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            pass  # It has ended meanwhile.
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def kill(process):
    for pid in family(process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


class Cluster:
    """A master and two workers, each a process with a folder and a log."""

    def __enter__(self):
        self.port, self.page = free_port(), free_port()
        self.started = []
        self.address = f"spark://127.0.0.1:{self.port}"
        try:
            self.start("master", "127.0.0.1", "--port", str(self.port), "--webui-port", str(self.page))
            wait("the master", lambda: ask(f"http://127.0.0.1:{self.page}/json/"))
            # Two addresses of this machine: Spark tries a task twice at a time on different hosts only.
            self.workers = [self.worker("127.0.0.1"), self.worker("127.0.0.2")]
            self.ready(2)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.started:
            kill(process)

    def start(self, role, host, *words):
        name = f"{role}-{len(self.started)}"
        words = [SPARK / "bin/spark-class", f"org.apache.spark.deploy.{role}.{role.title()}", "--host", host, *words]
        environment = {**ENVIRONMENT, "SPARK_LOCAL_IP": host, "SPARK_DAEMON_MEMORY": "256m"}
        with open(WORK / f"{name}.log", "wb") as log:
            process = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        process.folder, process.host = WORK / name, host
        self.started.append(process)
        return process

    def worker(self, host):
        folder = WORK / f"worker-{len(self.started)}"
        words = ["--cores", "1", "--memory", "700m", "--webui-port", "0", "--work-dir", folder]
        return self.start("worker", host, *map(str, words), self.address)

    def ready(self, count):
        def alive():
            workers = ask(f"http://127.0.0.1:{self.page}/json/")["workers"]
            return sum(worker["state"] == "ALIVE" for worker in workers) == count

        wait(f"{count} workers", alive)

    def submit(self, name, *words, conf=(), while_running=None):
        """Runs a build to its end, and gives back how each attempt at a task ended, and which it was."""
        port, events = free_port(), WORK / f"{name}.events"
        events.mkdir()
        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "512m",
            "spark.executor.memory": "600m",
            "spark.ui.port": port,
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": f"file://{events}",
            "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false",
            **dict(conf),
        }
        settings = [word for key, value in settings.items() for word in ("--conf", f"{key}={value}")]
        script = ROOT / "cluster/build_pack.py"
        words = [SPARK / "bin/spark-submit", "--master", self.address, *settings, script, *map(str, words)]
        log = WORK / f"{name}.log"
        with open(log, "wb") as out:
            driver = subprocess.Popen(words, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        self.started.append(driver)
        if while_running:
            while_running(driver, f"http://127.0.0.1:{port}/api/v1/applications")
        try:
            code = driver.wait(LONGEST)
        finally:
            # A build that hangs must not keep the next one from its workers.
            kill(driver)
        assert code == 0, f"spark-submit ended with {code}: see {log}\n{log.read_text(errors='replace')[-3000:]}"
        (events,) = events.iterdir()
        ends = (json.loads(line) for line in events.read_text().splitlines())
        ends = [event for event in ends if event["Event"] == "SparkListenerTaskEnd"]
        return [(end["Task End Reason"]["Reason"], end["Task Info"]) for end in ends]


def yuantou(*words):
    done = subprocess.run([TOOL, "pack", *map(str, words)], capture_output=True, text=True, timeout=LONGEST)
    assert done.returncode == 0, done.stderr


def contents(folder, left_out=()):
    """Every file of a folder, hidden ones too, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in left_out)
    return {path.relative_to(folder): path for path in files}


def same(found, wanted, left_out=()):
    found, wanted = contents(found, left_out), contents(wanted)
    assert found.keys() == wanted.keys(), f"other files: {sorted(map(str, found.keys() ^ wanted.keys()))}"
    other = [str(path) for path in wanted if not filecmp.cmp(found[path], wanted[path], shallow=False)]
    assert not other, f"other bytes: {other}"


def program(name, before):
    """A `yuantou` that notes what it is called with and does something else before its work. Its notes, and it."""
    marks, path = WORK / f"{name}.marks", WORK / name
    marks.mkdir()
    path.write_text(f'#!/bin/sh\nmarks="{marks}"\nyuantou="{TOOL}"\necho "$*" >> "$marks/calls"\n{before}\nexec "$yuantou" "$@"\n')
    path.chmod(0o755)
    return marks, path


def a_worker_dies_half_way(cluster):
    made, wanted, out = WORK / "many.jsonl", WORK / "wanted/many", WORK / "out/many"
    # More listings than one record file takes, and more grams than one index file.
    listings.write(made, 80_000, DEMO / "listings.jsonl")
    yuantou("build", made, "--images", DEMO, "--out", wanted)
    records = [path for path in contents(wanted) if path.name.startswith("records-")]
    assert len(records) == 2, records
    # Index files are not begun before the worker is dead, so that it dies at its work.
    marks, waiting = program(
        "yuantou-that-waits",
        'case "$2 $3" in "reduce index") : > "$marks/waiting-$$"; until [ -e "$marks/go" ]; do sleep 0.1; done ;; esac',
    )
    killed = []

    def murder(driver, api):
        def held():
            assert driver.poll() is None, "the build ended before a worker could be killed"
            return len(list(marks.glob("waiting-*"))) == 2

        wait("both workers at index files", held)
        (application,) = (one["id"] for one in ask(api))
        stages = ask(f"{api}/{application}/stages?status=complete")
        stage = max(stage["stageId"] for stage in stages if stage["numTasks"] == len(records))
        # Rows that it made are on its disk only: those that are still needed have to be made again.
        executor = ask(f"{api}/{application}/stages/{stage}/0/taskList")[0]["executorId"]
        (victim,) = (one for one in cluster.workers if (one.folder / application / executor).is_dir())
        kill(victim)
        cluster.workers.remove(victim)
        killed.extend([executor, victim.host])
        (marks / "go").touch()

    ends = cluster.submit(
        "many", made, "--out", out, "--images", DEMO, "--yuantou", waiting, "--split", 2, while_running=murder
    )
    lost = [task for why, task in ends if why == "ExecutorLostFailure" and task["Executor ID"] == killed[0]]
    assert lost, f"no task was lost with the worker: {ends}"
    calls = (marks / "calls").read_text().splitlines()
    shards = [call.partition(" --out")[0] for call in calls if call.startswith("pack reduce")]
    assert len(shards) > len(set(shards)), f"no shard was begun again: {calls}"
    same(out, wanted)
    yuantou("verify", out)
    cluster.workers.append(cluster.worker(killed[1]))
    cluster.ready(2)


def commands_fail_and_run_twice_and_the_pack_lies_on_another_file_system(cluster):
    made, wanted, out = WORK / "input/few.jsonl", WORK / "wanted/few", WORK / "out/few"
    made.parent.mkdir()
    listings.write(made, 3_000, DEMO / "listings.jsonl")
    # A pack stands there already: the new one is its next generation.
    for folder in (wanted, out):
        yuantou("build", DEMO / "listings.jsonl", "--images", DEMO, "--out", folder)
    yuantou("build", made, "--images", DEMO, "--out", wanted)
    # The first that is asked for the files of band 0 takes longer than anybody waits, so that Spark has it done beside
    # it. Any other does its work, and fails all the same the first time that a shard is asked for.
    marks, failing = program(
        "yuantou-that-fails",
        """case "$*" in *"--table 0 "*)
  if mkdir "$marks/hung" 2>/dev/null; then
    tries=0; until [ -e "$marks/over" ] || [ $tries = 900 ]; do tries=$((tries + 1)); sleep 0.1; done
  fi ;;
"pack map"*|"pack reduce"*)
  "$yuantou" "$@" || exit
  all="$*"; mkdir "$marks/failed-$(echo "${all%% --out*}" | tr ' /' __)" 2>/dev/null && exit 1; exit 0 ;;
esac""",
    )
    mounts = {"out": WORK / "out", "input": WORK / "input"}
    conf = {f"spark.hadoop.fs.viewfs.mounttable.test.link./{name}": f"file://{path}" for name, path in mounts.items()}
    conf |= {"spark.speculation": "true", "spark.speculation.quantile": "0.5", "spark.speculation.multiplier": "1.5"}
    words = ["viewfs://test/input/few.jsonl", "--out", "viewfs://test/out/few"]
    try:
        ends = cluster.submit("few", *words, "--images", DEMO, "--yuantou", failing, conf=conf)
    finally:
        (marks / "over").touch()
    failed = len(list(marks.glob("failed-*")))
    # The map, the records, and four tables of five.
    assert failed == 1 + 1 + 4, f"{failed} commands failed"
    assert sum(why == "ExceptionFailure" for why, _ in ends) >= failed, ends
    assert any(why == "Success" and task["Speculative"] for why, task in ends), f"no task ran twice at a time: {ends}"
    # What Hadoop's local file system keeps its checksums in.
    same(out, wanted, left_out=(".crc",))


def a_reader_in_another_language_finds_a_listing_by_its_key(_):
    """The worked example of docs/format.md, then every key of a pack of two generations with a listing taken out."""
    folder = WORK / "tiny"
    folder.mkdir()
    (shell,) = re.findall(r"```sh\n(printf.*?)```", (ROOT / "docs/format.md").read_text(), re.DOTALL)
    shell = shell.replace("yuantou", str(TOOL)).replace("python3 docs", f"{sys.executable} {ROOT}/docs")
    done = subprocess.run(["sh", "-ec", shell], cwd=folder, capture_output=True, text=True, timeout=LONGEST)
    assert done.returncode == 0 and json.loads(done.stdout)["listing"]["title"] == "骨瓷勺子 16.5cm", done
    (index,) = (folder / "tiny").glob("seg-*/text-00000.idx")
    rows = index.read_bytes()[112:]
    rows = [rows[at : at + 13] for at in range(0, len(rows), 13)]
    assert [row[8:].hex() for row in rows if row[6:8].hex() == "5c76"] == ["1000000000"], "the example's posting is another"

    pack, made = folder / "pack", [json.loads(line) for line in (DEMO / "listings.jsonl").read_text().splitlines()]
    (folder / "gone.jsonl").write_text(json.dumps(made[0]))
    (folder / "new.jsonl").write_text(json.dumps({**made[1], "title": "新标题", "seen_at": "2030-01-01T00:00:00Z"}))
    yuantou("build", DEMO / "listings.jsonl", "--images", DEMO, "--out", pack)
    yuantou("update", pack, folder / "new.jsonl", "--images", DEMO)
    yuantou("update", pack, folder / "gone.jsonl", "--gone")
    sys.path.insert(0, str(ROOT / "docs"))
    read_pack = importlib.import_module("read_pack")
    found = {one["id"]: read_pack.look_up(pack, one["platform"], one["id"]) for one in made}
    assert found[made[0]["id"]] is None, "a listing that was taken out is found"
    assert found[made[1]["id"]][0]["title"] == "新标题"
    for one in made[2:]:
        listing, codes = found[one["id"]]
        assert listing["title"] == one["title"] and len(codes) == len(one["images"]), one["id"]


TESTS = (
    a_reader_in_another_language_finds_a_listing_by_its_key,
    a_worker_dies_half_way,
    commands_fail_and_run_twice_and_the_pack_lies_on_another_file_system,
)


def main():
    sys.dont_write_bytecode = True
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    passed = failed = 0
    with Cluster() as cluster:
        for test in TESTS:
            started = time.monotonic()
            try:
                test(cluster)
                passed += 1
                print(f"ok    {test.__name__} ({time.monotonic() - started:.0f} s)", flush=True)
            except Exception:
                failed += 1
                print(f"FAIL  {test.__name__}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
