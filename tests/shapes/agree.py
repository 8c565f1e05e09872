#!/usr/bin/env python3
"""Whether `khabar validate` and pySHACL on ontology/shapes.ttl find the same faults: in good.ttl, in every graph that an
update beside it breaks, and in the graph of the articles of tests/corpus.

The ontology is read as OWL 2 besides: every term is of one kind, and everything it points to is declared.

usage: agree.py KHABAR        needs: pip install pyshacl
"""
import json, pathlib, subprocess, sys, tempfile
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef, OWL, RDF, RDFS

SH = Namespace("http://www.w3.org/ns/shacl#")
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")


def named(shape):
    """The node shape that a property shape or a part of it stands in."""
    while shape is not None and not str(shape).startswith("https://w3id.org/khabar/shapes#"):
        shape = next(SHAPES.subjects(None, shape), None)
    return str(shape)


def independent(graph):
    _, report, _ = validate(graph, shacl_graph=SHAPES, advanced=True, inference="none")
    return {(str(report.value(r, SH.focusNode)), named(report.value(r, SH.sourceShape))) for r in report.subjects(RDF.type, SH.ValidationResult)}


def ours(khabar, path):
    run = subprocess.run([khabar, "validate", "--json", path], capture_output=True, text=True)
    if run.returncode not in (0, 1): sys.exit(run.stderr)
    rows = json.loads(run.stdout)
    if bool(rows) != (run.returncode == 1): sys.exit(f"exit status {run.returncode} with {len(rows)} rows")
    return {(r["focus"], r["shape"]) for r in rows}


def undeclared():
    """What keeps the ontology from being OWL 2: terms of no kind or of two, and names that nothing declares."""
    ontology = Graph().parse(ROOT / "ontology" / "khabar.ttl")
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
    kind = lambda term: kinds & set(ontology.objects(term, RDF.type))
    ours = lambda term: isinstance(term, URIRef) and not str(term).startswith((str(OWL), str(RDF), str(RDFS), "http://www.w3.org/2001/XMLSchema#"))
    terms = {term for term in ontology.subjects() if ours(term)} - set(ontology.subjects(RDF.type, OWL.Ontology))
    wrong = {f"{term}: {len(kind(term))} kinds" for term in terms if len(kind(term)) != 1}
    wrong |= {f"{predicate} is not declared" for predicate in ontology.predicates() if ours(predicate) and not kind(predicate)}
    for link, wanted in ((RDFS.subClassOf, {OWL.Class}), (RDFS.domain, {OWL.Class}), (RDFS.range, {OWL.Class}), (RDFS.subPropertyOf, kinds)):
        wrong |= {f"{name} in {term} is no class or property" for term, name in ontology.subject_objects(link) if ours(name) and not kind(name) & wanted}
    return sorted(wrong)


def main():
    khabar, wrong, graphs = sys.argv[1], 0, []
    for line in undeclared(): wrong += 1; print(f"ontology: {line}")
    with tempfile.TemporaryDirectory() as tmp:
        graphs.append(("good.ttl", None, Graph().parse(HERE / "good.ttl")))
        for update in sorted(HERE.glob("*.ru")):
            text = update.read_text(encoding="utf-8"); graph = Graph().parse(HERE / "good.ttl"); graph.update(text)
            graphs.append((update.name, text.splitlines()[0].removeprefix("# breaks: "), graph))
        store = f"{tmp}/corpus.nq"
        subprocess.run([khabar, "--store", store, "build", str(ROOT / "tests" / "corpus")], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([khabar, "--store", store, "export", "-o", f"{tmp}/corpus.nt"], check=True, stderr=subprocess.DEVNULL)
        graphs.append(("tests/corpus", None, Graph().parse(f"{tmp}/corpus.nt")))
        for name, breaks, graph in graphs:
            path = f"{tmp}/graph.nt"; graph.serialize(path, format="nt", encoding="utf-8")
            theirs, own = independent(graph), ours(khabar, path)
            told = {shape.rsplit("#", 1)[-1] for _, shape in own}
            if theirs != own or (breaks not in told if breaks else told):
                wrong += 1; print(f"{name}: pySHACL alone {sorted(theirs - own)}, khabar alone {sorted(own - theirs)}, breaks {breaks}")
    print(f"{len(graphs)} graphs, {wrong} disagreements"); sys.exit(wrong > 0)


main()
