#!/usr/bin/env python3
"""Whether other programs read what `khabar export` writes: rdflib the RDF formats, to the same graph; networkx GraphML and
GEXF, with as many nodes and edges as the tables have; rdflib also the answers of `khabar query`, to the same solutions.

usage: load.py KHABAR        needs: pip install rdflib networkx
"""
import csv, json, pathlib, subprocess, sys, tempfile
import networkx
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from rdflib.query import Result

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def triples(path, form):
    """The triples of all graphs together."""
    data = Dataset(); data.parse(path, format=form); graph = Graph()
    for s, p, o, _ in data.quads(): graph.add((s, p, o))
    return graph


def main():
    khabar, faults = sys.argv[1], []
    with tempfile.TemporaryDirectory() as tmp:
        def run(*words): subprocess.run([khabar, "--store", f"{tmp}/store.nq", *words], check=True, stderr=subprocess.DEVNULL)
        run("build", str(ROOT / "tests" / "corpus"), str(ROOT / "tests" / "links")); run("link")
        run("export", "-o", f"{tmp}/all.nq"); whole = triples(f"{tmp}/all.nq", "nquads")
        for name, form, more in (("a.ttl", "turtle", ()), ("p.ttl", "turtle", ("--pretty",)), ("a.trig", "trig", ()), ("p.trig", "trig", ("--pretty",)),
                                 ("a.nt", "nt", ()), ("a.rdf", "xml", ()), ("a.jsonld", "json-ld", ()), ("p.jsonld", "json-ld", ("--pretty",))):
            run("export", "-o", f"{tmp}/{name}", *more); read = triples(f"{tmp}/{name}", form)
            if not isomorphic(read, whole): faults.append(f"{name} {more}: {len(read)} triples, {len(whole)} expected")
        run("export", "--format", "csv", "-o", f"{tmp}/tables"); run("export", "--format", "neo4j", "-o", f"{tmp}/neo4j")
        rows = {n: list(csv.DictReader(open(f"{tmp}/tables/{n}.csv", encoding="utf-8"))) for n in ("entities", "events", "statements", "edges")}
        nodes = {r["id"] for n in ("entities", "events", "statements") for r in rows[n]}
        for name in ("a.graphml", "a.gexf"):
            run("export", "-o", f"{tmp}/{name}")
            read = networkx.read_graphml(f"{tmp}/{name}", force_multigraph=True) if name.endswith("ml") else networkx.read_gexf(f"{tmp}/{name}", version="1.3" if "1.3" in networkx.readwrite.gexf.GEXF.versions else "1.2draft")
            if set(read.nodes) != nodes or read.number_of_edges() != len(rows["edges"]):
                faults.append(f"{name}: {len(read)} nodes, {read.number_of_edges()} edges; {len(nodes)} and {len(rows['edges'])} expected")
        if any(r[e] not in nodes for r in rows["edges"] for e in ("source", "target")): faults.append("edges of nobody")
        run("export", "-o", f"{tmp}/a.cyjs"); elements = json.load(open(f"{tmp}/a.cyjs", encoding="utf-8"))["elements"]
        if {n["data"]["id"] for n in elements["nodes"]} != nodes or len(elements["edges"]) != len(rows["edges"]): faults.append("a.cyjs differs from the tables")
        run("export", "--format", "schemaorg", "-o", f"{tmp}/s.json"); things = json.load(open(f"{tmp}/s.json", encoding="utf-8"))["@graph"]
        kinds = [t["@type"] for t in things]
        if kinds.count("Event") != len(rows["events"]) or kinds.count("Claim") != len(rows["statements"]): faults.append(f"schemaorg: {len(kinds)} things")
        ask = "SELECT ?article ?headline ?date ?events { ?article kh:source ?s OPTIONAL { ?article schema:headline ?headline } " \
            "OPTIONAL { ?article schema:datePublished ?date } BIND(3 AS ?events) }"
        answers = {}
        for form in ("json", "xml", "tsv", "csv"):
            run("query", "-q", ask, "-f", form, "-o", f"{tmp}/answer.{form}")
            with open(f"{tmp}/answer.{form}", "rb") as file: answers[form] = Result.parse(file, format=form)
        cells = {f: sorted(tuple("" if c is None else c if f != "csv" else str(c) for c in row) for row in a) for f, a in answers.items()}
        if not cells["json"] == cells["xml"] == cells["tsv"]: faults.append("answers in json, xml and tsv differ")
        if cells["csv"] != sorted(tuple(map(str, row)) for row in cells["json"]): faults.append("answers in csv and json differ")
    for fault in faults: print(fault)
    print(f"{len(nodes)} nodes, {len(rows['edges'])} edges, {len(whole)} triples; {len(faults)} faults"); sys.exit(bool(faults))


main()
