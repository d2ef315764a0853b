#!/usr/bin/env python3
"""Sets Engram beside what somebody would pick instead, on the same articles and questions, in one run.

    cargo build --release
    npm install --prefix target/engines minisearch@7.2.0 @orama/orama@3.1.18
    python3 -m venv target/engines/python && target/engines/python/bin/pip install 'psycopg[binary]==3.2.10'
    target/engines/python/bin/python benches/engines/compare.py tests/judgments/held-out.jsonl

Engines: MiniSearch and Orama (Node), SQLite FTS5 (Python's own), and PostgreSQL's full text where `initdb` and the Python
package `psycopg` are there. One that is missing is named and left out. Each gets the sections of `content/articles` as
documents of title, heading and text; a second row gives it the wordings of `content/wordings` as a fourth field, which
is what Engram has. All are used with the defaults of their documentation for questions in plain words: any word may
match, best first.

Columns: hit@1 and hit@3 (share of answerable questions whose section is first, or among the first three), answered and
refused (share of answerable questions that get an answer, share of unanswerable ones that get none: an engine without a
notion of "not sure" refuses only where no word matches), milliseconds for a question (median and 99th percentile), and
the most memory that its process took, in MiB, without what its runtime takes when empty.
"""

import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
NODE_PACKAGES = ROOT / "target/engines"
HITS = 3


def anchor(heading):
    """The anchor of a heading, as `engram::article::anchor` makes it."""
    slug = ""
    for character in heading.lower():
        if character.isalnum():
            slug += character
        elif (character.isspace() or character in "-_") and slug and not slug.endswith("-"):
            slug += "-"
    return slug.rstrip("-")


def sections(with_wordings):
    """The sections of the articles as documents."""
    documents = []
    for path in sorted((ROOT / "content/articles").glob("*.md")):
        front_matter, body = path.read_text().split("+++", 2)[1:]
        title = tomllib.loads(front_matter)["title"]
        wordings_file = ROOT / "content/wordings" / f"{path.stem}.toml"
        wordings = tomllib.loads(wordings_file.read_text()) if wordings_file.exists() else {}
        for part in re.split(r"^## ", body, flags=re.M)[1:]:
            heading, _, text = part.partition("\n")
            name = anchor(heading)
            asked = wordings.get(name, []) if with_wordings else []
            documents.append(
                {
                    "id": f"{path.stem}#{name}",
                    "title": title,
                    "heading": heading.strip(),
                    "text": text.strip(),
                    "wordings": "\n".join(asked),
                }
            )
    return documents


def read_questions(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def fts5(documents, texts):
    """SQLite's full text search, BM25, any word."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, heading, text, wordings, tokenize='porter unicode61')"
    )
    database.executemany(
        "INSERT INTO docs VALUES (:id, :title, :heading, :text, :wordings)", documents
    )
    for text in texts:
        words = re.findall(r"\w+", text)
        start = time.perf_counter()
        query = " OR ".join(f'"{word}"' for word in words)
        rows = database.execute(
            "SELECT id FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ?", (query, HITS)
        ).fetchall() if words else []
        yield [row[0] for row in rows], (time.perf_counter() - start) * 1000


def postgres(documents, texts):
    """PostgreSQL's full text search in a server of its own, weighted by field, any word."""
    import psycopg

    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (found and str(found[-1]))
    if not initdb:
        raise ImportError("initdb")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        data = f"{folder}/data"
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([*as_user, initdb, "-D", data, "-U", "bench", "-A", "trust"], **quiet)
        control = [*as_user, str(Path(initdb).with_name("pg_ctl")), "-D", data, "-w"]
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        subprocess.run([*control, "-o", options, "-l", f"{folder}/log", "start"], **quiet)
        try:
            with psycopg.connect(f"host={folder} user=bench dbname=postgres") as connection:
                connection.execute("CREATE TABLE docs (id text, vector tsvector)")
                for document in documents:
                    connection.execute(
                        "INSERT INTO docs VALUES (%(id)s,"
                        " setweight(to_tsvector('english', %(title)s || ' ' || %(heading)s), 'A') ||"
                        " setweight(to_tsvector('english', %(wordings)s), 'B') ||"
                        " to_tsvector('english', %(text)s))",
                        document,
                    )
                connection.execute("CREATE INDEX ON docs USING gin (vector)")
                for text in texts:
                    start = time.perf_counter()
                    rows = connection.execute(
                        "WITH asked AS (SELECT replace(plainto_tsquery('english', %s)::text, '&', '|')::tsquery AS query)"
                        " SELECT id FROM docs, asked WHERE vector @@ query"
                        " ORDER BY ts_rank_cd(vector, query) DESC LIMIT %s",
                        (text, HITS),
                    ).fetchall()
                    yield [row[0] for row in rows], (time.perf_counter() - start) * 1000
        finally:
            subprocess.run([*control, "stop"], **quiet)


def of_node(script):
    """An engine of Node: documents and questions go in, hits, times and memory come out."""

    def run(documents, texts):
        if not shutil.which("node") or not NODE_PACKAGES.exists():
            raise ImportError("node with its packages in target/engines")
        given = json.dumps({"documents": documents, "questions": texts, "hits": HITS})
        ran = subprocess.run(
            ["node", HERE / script], input=given, capture_output=True, text=True, check=True,
            env={**os.environ, "ENGINES": str(NODE_PACKAGES / "node_modules")},
        )
        told = json.loads(ran.stdout)
        run.memory = told["mib"]
        yield from zip(told["hits"], told["ms"])

    run.memory = None
    return run


def resident_mib():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def figures(questions, outcomes, times):
    """`outcomes` holds the ids found and whether they were given as an answer, for each question."""
    answerable = [(q, o) for q, o in zip(questions, outcomes) if q["kind"] == "answerable"]
    unanswerable = [o for q, o in zip(questions, outcomes) if q["kind"] == "unanswerable"]
    share = lambda values: 100 * sum(values) / len(values)
    within = lambda n: share([any(i in q["sections"] for i in o[0][:n]) for q, o in answerable])
    return [
        within(1), within(3), share([o[1] for _, o in answerable]), share([not o[1] for o in unanswerable]),
        percentile(times, 0.5), percentile(times, 0.99),
    ]


def engram(file, questions):
    """Engram itself, by `engram eval --json`, which asks one question after the other in one process."""
    program = ROOT / "target/release/engram"
    with tempfile.TemporaryDirectory() as index:
        command = [program, "eval", "--json", "--index", index, file]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # builds the index
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            run = json.load(process.stdout)
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
    by_id = {graded["id"]: graded for graded in run["questions"]}
    section = lambda passage: passage.removeprefix("shared:").split("/")[0]
    outcomes, times = [], []
    for question in questions:
        graded = by_id[question["id"]]
        outcomes.append(([section(p) for p in graded["passages"]], graded["outcome"] == "answer"))
        times.append(graded["took_ms"])
    return outcomes, times, usage.ru_maxrss / 1024


def line(name, values, memory):
    told = "–" if memory is None else f"{memory:.0f}"
    cells = "".join(f"{value:>8.1f}" for value in values[:4])
    print(f"{name:<38}{cells}{values[4]:>9.2f}{values[5]:>9.2f}{told:>8}", flush=True)


def main():
    file = Path(sys.argv[1]).resolve()
    questions = read_questions(file)
    texts = [question["question"] for question in questions]
    print(f"{'':<38}{'hit@1':>8}{'hit@3':>8}{'answ.':>8}{'refus.':>8}{'p50 ms':>9}{'p99 ms':>9}{'MiB':>8}")
    outcomes, times, memory = engram(file, questions)
    line("Engram", figures(questions, outcomes, times), memory)
    engines = {
        "MiniSearch": of_node("minisearch.mjs"),
        "Orama": of_node("orama.mjs"),
        "SQLite FTS5": fts5,
        "PostgreSQL full text": postgres,
    }
    for name, engine in engines.items():
        for with_wordings in (False, True):
            documents = sections(with_wordings)
            before = resident_mib()
            try:
                ran = list(engine(documents, texts))
            except ImportError as missing:
                print(f"{name}: left out, {missing} is missing")
                break
            if engine is postgres:
                memory = None
            else:
                memory = getattr(engine, "memory", None) or resident_mib() - before
            outcomes = [(hits, bool(hits)) for hits, _ in ran]
            label = f"{name}, with wordings" if with_wordings else name
            line(label, figures(questions, outcomes, [ms for _, ms in ran]), memory)


if __name__ == "__main__":
    main()
