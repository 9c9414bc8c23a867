"""Read each form with Python's own readers and print what was understood."""
import csv, io, json, sys, xml.etree.ElementTree as ET

csv.field_size_limit(1 << 24)


def text(name):
    with open(f"{sys.argv[1]}/{name}", encoding="utf-8", newline="") as f:
        return f.read()


def tabs(name):
    s = text(name)
    rows = list(csv.reader(io.StringIO(s), delimiter="\t"))  # as pandas and readr cut it
    assert len(rows) == s.count("\n")  # no cell runs over lines
    return rows


def show(form, rows):
    for r in rows:
        print(form, json.dumps(r, ensure_ascii=False))


def some(row, *keys):
    return {k: row[k] for k in keys}


show("jsonl", [some(json.loads(l), "id", "type", "group", "reports", "outlet") | {"actor": [a["text"] for a in json.loads(l)["actor"]]}
               for l in text("jsonl").splitlines() if l])
for form in ("csv", "bom"):
    s = text(form)
    if form == "bom":
        assert s[0] == "\ufeff"
        s = s[1:]
    rows = list(csv.DictReader(io.StringIO(s)))
    assert all(None not in r and None not in r.values() for r in rows)
    show(form, [some(r, "id", "actor", "evidence", "dead_min", "place_lat", "title", "group") for r in rows])
head, *rows = tabs("tsv")
assert all(len(r) == len(head) for r in rows)
show("tsv", [some(dict(zip(head, r)), "id", "actor", "evidence", "dead_min", "title") for r in rows])
rows = list(csv.DictReader(io.StringIO(text("polecat")), delimiter="\t"))
assert len(rows[0]) == 40
show("polecat", [{k: v for k, v in r.items() if v != "None"} for r in rows])
for form, n in (("gdelt", 61), ("mentions", 16), ("gkg", 27)):
    rows = tabs(form)
    assert all(len(r) == n for r in rows), [len(r) for r in rows]
    show(form, [dict((h, v) for h, v in zip(rows[0], r) if v) for r in rows[1:]])
show("plover", [json.loads(l) for l in text("plover").splitlines()])
geo = json.loads(text("geojson"))
assert geo["type"] == "FeatureCollection"
show("geojson", [[f["id"], f["geometry"], f["properties"]["event_type"]] for f in geo["features"]])
page = json.loads(text("webanno"))
document = json.loads(text("text.json"))
for a in page["items"]:
    quote, place = a["target"]["selector"]
    assert document[place["start"]:place["end"]] == quote["exact"]
    assert document.find(quote["prefix"] + quote["exact"] + quote["suffix"]) == place["start"] - len(quote["prefix"])
show("webanno", [[a["id"], [b["value"] for b in a["body"]]] for a in page["items"]])
ns = {"g": "http://gexf.net/1.3", "a": "http://www.w3.org/2005/Atom"}
g = ET.fromstring(text("gexf"))
show("gexf", [[n.get("id"), n.get("label")] for n in g.findall(".//g:node", ns)])
show("gexf", [[e.get("source"), e.get("target"), e.get("weight")] + [v.get("value") for v in e.iter("{http://gexf.net/1.3}attvalue")] for e in g.findall(".//g:edge", ns)])
a = ET.fromstring(text("atom"))
show("atom", [[a.find("a:title", ns).text, a.find("a:updated", ns).text]])
show("atom", [[e.find("a:" + k, ns).text for k in ("id", "title", "updated", "summary")] for e in a.findall("a:entry", ns)])
assert text("empty.csv").count("\n") == 1
assert json.loads(text("empty.geojson"))["features"] == []
assert json.loads(text("empty.webanno"))["items"] == []
ET.fromstring(text("empty.gexf")), ET.fromstring(text("empty.atom"))
