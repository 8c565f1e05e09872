"use strict";
// The page's own script: draws the graph, searches, filters, and shows what is known of a node. Words from articles are
// only ever set with textContent.
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const say = (key, n) => (facts.words[key] ?? key).replace("{n}", n);
  const $ = (id) => document.getElementById(id);
  const { nodes, edges, articles } = facts;

  /** An element with attributes, its children given as elements or words. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child != null));
    return made;
  }

  // ---- Words -----------------------------------------------------------------------------------------------------

  const fold = (words) =>
    [...words.normalize("NFKC").toLowerCase()].map((c) => (c in facts.fold ? facts.fold[c] ?? "" : c)).join("")
      .replace(/\s+/g, " ").trim();
  const plain = (words) => words.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "");
  const titleOf = (node) => plain(node.lines.slice(0, 2).join(" ")) || node.type;
  for (const node of nodes) node.key = fold(node.names.map(plain).join("\n").replace(/\n/g, " | "));

  document.title = plain(facts.title);
  $("title").textContent = plain(facts.title);
  $("search").placeholder = say("search");
  $("search").setAttribute("aria-label", say("search"));
  $("results").setAttribute("aria-label", say("search"));
  for (const id of ["larger", "smaller", "fit", "theme"]) {
    $(id).title = say(id);
    $(id).setAttribute("aria-label", say(id));
  }
  $("toggle").title = say("filters");
  $("toggle").setAttribute("aria-label", say("filters"));
  $("graph").setAttribute("aria-label", say("graph"));
  if (facts.more) {
    $("more").textContent = facts.more;
    $("more").hidden = false;
  }

  // ---- Light and dark --------------------------------------------------------------------------------------------

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const setTheme = (name) => {
    document.documentElement.dataset.theme = name;
    if (cy) cy.style(look());
  };
  let cy = null;
  setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));

  // ---- The graph -------------------------------------------------------------------------------------------------

  const FONT = '"Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans", "Segoe UI", Tahoma, "DejaVu Sans", sans-serif';
  const SIZE = 14;
  const HEIGHT = 1.55;
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = `bold ${SIZE}px ${FONT}`;
  // A first-strong isolate around every line: a canvas would take its direction from the page.
  const label = (lines) => lines.map((line) => `\u2068${line}\u2069`).join("\n");
  // How much of a shape's box the words may fill.
  const ROOM = { person: [1.35, 1.3], place: [1.3, 1.15] };

  function box(node) {
    const width = Math.max(30, ...node.lines.map((line) => measure.measureText(line).width)) * node.size + 18;
    const height = Math.max(1, node.lines.length) * SIZE * node.size * HEIGHT + 10;
    const [wide, high] = ROOM[node.kind] ?? [1, 1];
    return { w: Math.ceil(width * wide), h: Math.ceil(height * high), size: SIZE * node.size };
  }

  // Below this zoom words are too small to read: a page that would begin smaller begins in its middle.
  const READABLE = 0.6;

  /** Where the layout starts from, the same every time: events on a sunflower's spiral, the others near theirs. */
  function starts() {
    const places = nodes.map(() => null);
    const turn = Math.PI * (3 - Math.sqrt(5));
    const hubs = nodes.map((node, i) => i).filter((i) => ["event", "statement"].includes(nodes[i].kind));
    hubs.forEach((i, n) => {
      const far = 160 * Math.sqrt(n + 0.5);
      places[i] = { x: (facts.rtl ? -1 : 1) * far * Math.cos(n * turn), y: far * Math.sin(n * turn) };
    });
    nodes.forEach((_, i) => {
      if (places[i]) return;
      const near = edges.filter((edge) => edge.from === i || edge.to === i)
        .map((edge) => places[edge.from === i ? edge.to : edge.from]).filter(Boolean);
      const mean = (axis) => near.reduce((sum, place) => sum + place[axis], 0) / Math.max(1, near.length);
      places[i] = { x: mean("x") + 60 * Math.cos(i * turn), y: mean("y") + 60 * Math.sin(i * turn) };
    });
    return places;
  }

  const SHAPES = {
    event: "round-rectangle", statement: "cut-rectangle", person: "ellipse", place: "hexagon", body: "rectangle",
    work: "barrel", folded: "round-rectangle",
  };

  function look() {
    const colours = getComputedStyle(document.documentElement);
    const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
    const style = [
      { selector: "node[n >= 0]", style: {
        "label": (node) => label(nodes[node.data("n")].lines), "text-wrap": "wrap", "text-valign": "center", "text-halign": "center",
        "font-family": FONT, "font-size": "data(size)", "line-height": HEIGHT, "color": colour("ink"), "border-width": 1.5,
        "width": "data(w)", "height": "data(h)", "min-zoomed-font-size": 4,
      } },
      ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node.${kind}`, style: {
        "shape": shape, "background-color": colour(kind), "border-color": colour(`${kind}-line`),
      } })),
      { selector: "node.folded", style: { "border-style": "dotted" } },
      { selector: "node.reported.event", style: { "background-color": colour("ground") } },
      { selector: "node.planned", style: { "border-style": "dashed" } },
      { selector: "node.hypothetical", style: { "border-style": "dotted", "border-width": 2.5 } },
      { selector: "node.ongoing", style: { "border-style": "double", "border-width": 4 } },
      { selector: "node.negated", style: { "border-color": colour("negated"), "color": colour("negated"),
        "background-image": cross(colour("negated")), "background-fit": "none", "background-width": "100%", "background-height": "100%",
        "background-image-opacity": 0.35 } },
      { selector: "node.focus", style: { "border-width": 4, "font-weight": "bold" } },
      { selector: "node.frame", style: {
        "shape": "round-rectangle", "background-color": colour("panel"), "border-color": colour("line"), "border-width": 1, "padding": FRAME,
        "label": "data(title)", "text-wrap": "wrap", "text-max-width": "data(room)", "text-valign": "top", "text-halign": "center", "text-margin-y": -2,
        "font-family": FONT, "font-size": SIZE, "font-weight": "bold", "line-height": 1.3, "color": colour("soft"), "min-zoomed-font-size": 4,
      } },
      { selector: "edge", style: {
        "width": 1.5, "line-color": colour("soft"), "target-arrow-color": colour("soft"), "target-arrow-shape": "triangle", "arrow-scale": 0.8,
        "curve-style": "bezier", "label": (edge) => label([edges[edge.data("n")].label]), "font-family": FONT, "font-size": 11,
        "color": colour("ink"), "text-background-color": colour("ground"), "text-background-opacity": 0.9, "text-background-padding": 1,
        "min-zoomed-font-size": 7,
      } },
      { selector: "edge.reports", style: { "line-style": "dotted", "target-arrow-shape": "triangle-tee" } },
      { selector: "edge.about", style: { "line-style": "dashed", "target-arrow-shape": "vee" } },
      { selector: "edge.office", style: { "target-arrow-shape": "none", "line-color": colour("line") } },
      { selector: "edge.part", style: { "target-arrow-shape": "diamond", "width": 2.5 } },
      { selector: ".faded", style: { "opacity": 0.18 } },
      { selector: ".hidden", style: { "display": "none" } },
      { selector: "edge.near", style: { "line-color": colour("accent"), "target-arrow-color": colour("accent"), "width": 2.5, "min-zoomed-font-size": 0 } },
      { selector: "node.found", style: { "underlay-color": colour("strong"), "underlay-opacity": 0.6, "underlay-padding": 8 } },
      { selector: "node.chosen", style: { "underlay-color": colour("accent"), "underlay-opacity": 0.55, "underlay-padding": 8 } },
    ];
    return style;
  }

  // Room between a frame and what is in it; a title of two lines stands above.
  const FRAME = 16;
  // Between frames, for those who take part in both.
  const GAP = 200;
  const TITLE = 2 * SIZE * HEIGHT;

  const cross = (colour) => "data:image/svg+xml;utf8," + encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100" preserveAspectRatio="none">` +
    `<path d="M0 0 100 100M100 0 0 100" stroke="${colour}" stroke-width="1.5"/></svg>`);

  const begin = starts();
  cy = cytoscape({
    container: $("graph"),
    elements: [
      ...nodes.map((node, n) => ({
        data: { id: `n${n}`, n, ...box(node) }, position: begin[n],
        classes: [node.kind, node.status, node.reported && "reported", node.focus && "focus"].filter(Boolean),
      })),
      ...edges.map((edge, n) => ({ data: { id: `e${n}`, n, source: `n${edge.from}`, target: `n${edge.to}` }, classes: [edge.tie] })),
    ],
    style: look(),
    layout: { name: "preset" },
    minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: false, autounselectify: true,
  });
  layOut();
  show();
  if (cy.zoom() < READABLE) {
    const focus = cy.nodes(".focus");
    cy.zoom(READABLE);
    cy.center(focus.length ? focus[0] : cy.elements());
  }

  /** Each connected part by forces, wider than high as its boxes are; then the parts side by side, the largest first. */
  function layOut() {
    const parts = cy.elements().not(".frame").components().sort((a, b) => b.nodes().length - a.nodes().length || a.nodes()[0].data("n") - b.nodes()[0].data("n"));
    const placed = parts.map((part) => {
      if (part.nodes().length > 1) {
        part.layout({
          name: "cose", animate: false, randomize: false, fit: false, nodeDimensionsIncludeLabels: true,
          numIter: part.nodes().length > 80 ? 500 : 1200, nodeRepulsion: () => (part.nodes().length > 30 ? 5000 : 1200), nodeOverlap: 20,
          idealEdgeLength: (edge) => 20 + (edge.source().data("h") + edge.target().data("h")) / 2 + edges[edge.data("n")].label.length,
          edgeElasticity: () => 60, gravity: 1.2, nestingFactor: 1,
        }).run();
        part.nodes().positions((node) => ({ x: node.position("x") * 1.7, y: node.position("y") }));
        apart(part.nodes());
      }
      return { part, box: part.boundingBox({ includeLabels: false }) };
    });
    const gap = 50;
    const area = placed.reduce((sum, { box }) => sum + (box.w + gap) * (box.h + gap), 0);
    const width = Math.max(Math.sqrt(area * 1.3 * cy.width() / Math.max(1, cy.height())), ...placed.map(({ box }) => box.w));
    let [x, y, high] = [0, 0, 0];
    for (const { part, box } of placed) {
      if (x > 0 && x + box.w > width) [x, y, high] = [0, y + high + gap, 0];
      const left = facts.rtl ? width - x - box.w : x;
      part.nodes().shift({ x: left - box.x1, y: y - box.y1 });
      x += box.w + gap;
      high = Math.max(high, box.h);
    }
  }

  /** Puts each article's events and statements into a frame of its own, those who take part between the frames; or takes
      the frames away. */
  function frame(on) {
    cy.batch(() => {
      cy.nodes("[n >= 0]").forEach((node) => { node.position(begin[node.data("n")]); });
      if (!on) {
        cy.nodes(".frame").children().move({ parent: null });
        cy.nodes(".frame").remove();
      }
    });
    layOut();
    if (on) {
      articles.forEach((article, a) => {
        const inside = cy.nodes("[n >= 0]").filter((node) => nodes[node.data("n")].article === a);
        if (!inside.length) return;
        const words = [article.title || article.source || say("untitled"), article.date].filter(Boolean);
        cy.add({ data: { id: `a${a}`, a, title: label(words), room: 320 }, classes: ["frame"], selectable: false, grabbable: true });
        inside.move({ parent: `a${a}` });
      });
      pack();
      filter();
    }
    show();
  }

  /** Lays each frame's own nodes in rows and the frames in rows, and the others amid all they are tied to, pushed out of
      frames and apart. */
  function pack() {
    const way = facts.rtl ? -1 : 1;
    const groups = cy.nodes(".frame").map((frame) => {
      const inside = frame.children().toArray();
      const wide = Math.max(320, Math.sqrt(inside.reduce((sum, node) => sum + (node.data("w") + 24) * (node.data("h") + 24), 0) * 1.6));
      let [x, y, high, most] = [0, 0, 0, 0];
      for (const node of inside) {
        const [w, h] = [node.data("w"), node.data("h")];
        if (x > 0 && x + w > wide) [x, y, high] = [0, y + high + 24, 0];
        node.position({ x: way * (x + w / 2), y: y + h / 2 });
        x += w + 24;
        most = Math.max(most, x - 24);
        high = Math.max(high, h);
      }
      frame.data("room", Math.max(120, most));
      return { nodes: frame.children(), w: most + 2 * FRAME + 24, h: y + high + 2 * FRAME + TITLE + 24 };
    });
    const area = groups.reduce((sum, { w, h }) => sum + (w + GAP) * (h + GAP), 0);
    const width = Math.sqrt(area * 1.2 * cy.width() / Math.max(1, cy.height()));
    let [left, top, row] = [0, 0, 0];
    for (const group of groups) {
      if (left > 0 && left + group.w > width) [left, top, row] = [0, top + row + GAP, 0];
      Object.assign(group, { x: way * (left + group.w / 2), y: top + group.h / 2 });
      group.nodes.shift({ x: way * (left + FRAME + 12), y: top + FRAME + TITLE + 12 });
      left += group.w + GAP;
      row = Math.max(row, group.h);
    }
    const loose = cy.nodes("[n >= 0]").orphans();
    loose.forEach((node) => {
      const ends = node.neighborhood("node[n >= 0]");
      const mean = (axis) => ends.reduce((sum, end) => sum + end.position(axis), 0) / ends.length;
      // Beside the middle, each elsewhere: all that are tied to the same would lie on one place.
      const n = node.data("n");
      if (ends.length) node.position({ x: mean("x") + 40 * Math.cos(n), y: mean("y") + 40 * Math.sin(n) });
    });
    push([...groups, ...loose.map((node) => ({ nodes: node, ...node.position(), w: node.data("w") + 16, h: node.data("h") + 14 }))]);
  }

  /** Pushes boxes that overlap away from each other. */
  function apart(among) {
    push(among.map((node) => ({ nodes: node, ...node.position(), w: node.data("w") + 16, h: node.data("h") + 14 })));
  }

  /** The same for groups of nodes with a box around each, a little at a time. */
  function push(all) {
    const start = all.map(({ x, y }) => ({ x, y }));
    for (let round = 0, moved = true; moved && round < 200; round++) {
      moved = false;
      for (let i = 0; i < all.length; i++) {
        for (let j = i + 1; j < all.length; j++) {
          const [a, b] = [all[i], all[j]];
          const x = (a.w + b.w) / 2 - Math.abs(a.x - b.x);
          const y = (a.h + b.h) / 2 - Math.abs(a.y - b.y);
          if (x <= 0 || y <= 0) continue;
          moved = true;
          const axis = x < y ? "x" : "y";
          const push = Math.min(x, y) / 2 + 0.5;
          const way = a[axis] < b[axis] || (a[axis] === b[axis] && i < j) ? 1 : -1;
          a[axis] -= way * push;
          b[axis] += way * push;
        }
      }
    }
    cy.batch(() => all.forEach(({ nodes: group, x, y }, i) => group.shift({ x: x - start[i].x, y: y - start[i].y })));
  }

  /** All that is visible. */
  function show() {
    const shown = cy.elements().not(".hidden");
    cy.fit(shown, 30);
    if (cy.zoom() > 1.2) {
      cy.zoom({ level: 1.2, renderedPosition: middle() });
      cy.center(shown);
    }
  }
  function middle() {
    return { x: cy.width() / 2, y: cy.height() / 2 };
  }

  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: middle() });
  $("larger").addEventListener("click", () => zoom(1.3));
  $("smaller").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", show);
  $("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  $("toggle").addEventListener("click", () => {
    $("filters").hidden = !$("filters").hidden;
    $("toggle").setAttribute("aria-expanded", String(!$("filters").hidden));
    cy.resize();
  });
  if (matchMedia("(max-width: 60rem)").matches) $("toggle").click();

  // ---- One node --------------------------------------------------------------------------------------------------

  let chosen = null;
  const at = (n) => cy.getElementById(`n${n}`);

  /** Shows a node; `move` brings it into view. */
  function choose(n, move = false) {
    chosen = n;
    cy.elements().removeClass("chosen near faded");
    if (n == null) return details();
    const node = at(n);
    if (node.hasClass("hidden")) clearFilters();
    const near = node.closedNeighborhood();
    cy.elements().not(near).not(".frame").addClass("faded");
    node.addClass("chosen");
    node.connectedEdges().addClass("near");
    if (move) {
      if (cy.zoom() < 0.7) cy.zoom(0.9);
      cy.center(node);
    }
    $("status").textContent = [nodes[n].type, titleOf(nodes[n])].join(": ");
    details();
  }

  cy.on("tap", (event) => {
    if (event.target === cy) choose(null);
    else if (event.target.hasClass("frame")) tell(event.target.data("a"));
    else if (event.target.isNode()) choose(event.target.data("n"));
  });
  cy.on("mouseover", "node[n >= 0]", (event) => { $("graph").title = plain(nodes[event.target.data("n")].names.join(" · ")); });
  cy.on("mouseout", "node", () => { $("graph").title = ""; });

  const to = (n, words) => element("button", { type: "button", class: "to", onclick: () => choose(n, true) }, element("bdi", {}, words));

  /** A date, which right-to-left neighbours would turn round. */
  const day = (date) => date && element("bdi", { dir: "ltr" }, date);

  function details() {
    const panel = $("details");
    panel.replaceChildren();
    panel.classList.toggle("empty", chosen == null);
    panel.scrollTop = 0;
    if (chosen == null) return panel.append(...guide());
    const node = nodes[chosen];
    const title = element("h2", { id: "chosen", tabindex: "-1" }, element("bdi", {}, node.items.length === 1 && node.items[0].title || titleOf(node)));
    const close = element("button", { type: "button", title: say("close"), "aria-label": say("close"), onclick: () => { choose(null); $("graph").focus(); } }, "✕");
    panel.append(element("div", { class: "bar" }, title, close));
    const badges = element("p", {});
    if (node.kind === "event") {
      const status = facts.statuses.find(([name]) => name === node.status);
      badges.append(element("span", { class: `badge ${node.status}` }, status ? status[1] : node.status));
    }
    if (node.reported && node.kind === "event") badges.append(element("span", { class: "badge" }, say("claimed")));
    if (badges.childNodes.length) panel.append(badges);
    node.items.forEach((item) => panel.append(itemOf(item, node)));
    const ties = edges.filter((edge) => edge.from === chosen || edge.to === chosen);
    if (ties.length) {
      panel.append(element("h3", {}, say("related")));
      const list = element("ul", { class: "plain" });
      for (const edge of ties) {
        const other = edge.from === chosen ? edge.to : edge.from;
        list.append(element("li", {}, to(other, [...new Set([nodes[other].type, titleOf(nodes[other])])].filter(Boolean).join(": ")),
          element("small", {}, " ", edge.label && element("bdi", {}, plain(edge.label)), edge.label && nodes[other].from && " · ", day(nodes[other].from))));
      }
      panel.append(list);
    }
  }

  /** An article with what it tells. */
  function tell(a) {
    choose(null);
    const article = articles[a];
    const panel = $("details");
    panel.replaceChildren();
    panel.classList.remove("empty");
    const close = element("button", { type: "button", title: say("close"), "aria-label": say("close"), onclick: () => { choose(null); $("graph").focus(); } }, "✕");
    panel.append(element("div", { class: "bar" }, element("h2", { id: "chosen", tabindex: "-1" }, element("bdi", {}, article.title || say("untitled"))), close));
    panel.append(element("p", {}, day(article.date), article.date && " · ",
      article.url ? element("a", { href: article.url, rel: "noreferrer noopener", dir: "ltr" }, article.source) : element("bdi", {}, article.source)));
    const list = element("ul", { class: "plain" });
    nodes.forEach((node, n) => {
      if (node.article === a) list.append(element("li", {}, to(n, [node.type, titleOf(node)].filter((words, i, all) => words && all.indexOf(words) === i).join(": "))));
    });
    panel.append(list);
  }

  /** Facts of one thing, then the sentences that say them. Pointing at a fact shows its own words. */
  function itemOf(item, node) {
    const box = element("section", { class: "item" });
    if (node.items.length > 1) box.append(element("h3", { dir: "auto" }, item.title));
    const list = element("dl", { class: "facts" });
    const sentences = sentencesOf(item);
    for (const fact of item.facts) {
      const point = (on) => () => sentences.marked.forEach(({ mark, part }) =>
        part.classList.toggle("strong", on && fact.marks.some((own) => own.every((x, i) => x === mark[i]))));
      const value = element("dd", { title: fact.rule ? `${say("rule")}: ${fact.rule}` : null },
        fact.to == null || fact.to === chosen ? element("bdi", {}, fact.value) : to(fact.to, fact.value));
      list.append(element("div", { onmouseenter: point(true), onmouseleave: point(false), onfocusin: point(true), onfocusout: point(false) },
        element("dt", {}, fact.name), value));
    }
    box.append(list);
    if (sentences.quotes.length) {
      box.append(element("h3", {}, say("sources")), ...sentences.quotes);
    }
    if (sentences.left) box.append(element("small", {}, say("more_sources", sentences.left)));
    if (item.url) box.append(element("p", {}, element("a", { href: item.url, rel: "noreferrer noopener", dir: "ltr" }, item.url)));
    box.append(element("p", {}, element("small", { dir: "ltr", class: "iri", title: say("link") }, item.iri)));
    return box;
  }

  const MOST_QUOTES = 12;
  const segmenter = Intl.Segmenter ? new Intl.Segmenter(facts.language, { granularity: "sentence" }) : null;

  /** The sentences around an item's marks, in reading order, with the marks in them. */
  function sentencesOf(item) {
    const all = [...item.facts.flatMap((fact) => fact.marks), ...item.marks];
    const lines = new Map();
    for (const mark of all) {
      if (!lines.has(mark[0])) lines.set(mark[0], new Map());
      lines.get(mark[0]).set(mark.join(), mark);
    }
    const quotes = [];
    const marked = [];
    let left = 0;
    const inOrder = [...lines].sort(([a], [b]) => facts.lines[a][0] - facts.lines[b][0] || a - b);
    for (const [line, marks] of inOrder) {
      const [article, text] = facts.lines[line];
      const sentences = segmenter ? [...segmenter.segment(text)] : [{ index: 0, segment: text }];
      for (const { index, segment } of sentences) {
        const end = index + segment.length;
        const here = [...marks.values()].filter(([, from, till]) => from < end && till > index);
        if (!here.length) continue;
        if (quotes.length >= MOST_QUOTES) {
          left++;
          continue;
        }
        const quote = element("blockquote", { dir: "auto" });
        const cuts = [...new Set([index, end, ...here.flatMap(([, from, till]) => [Math.max(from, index), Math.min(till, end)])])].sort((a, b) => a - b);
        for (let i = 0; i + 1 < cuts.length; i++) {
          const words = text.slice(cuts[i], cuts[i + 1]);
          const over = here.filter(([, from, till]) => from <= cuts[i] && till >= cuts[i + 1]);
          if (!over.length) {
            quote.append(words);
            continue;
          }
          const part = element("mark", {}, words);
          over.forEach((mark) => marked.push({ mark, part }));
          quote.append(part);
        }
        const from = articles[article];
        const caption = from && element("figcaption", {}, element("bdi", {}, from.title || from.source), from.date && " · ", day(from.date));
        quotes.push(element("figure", {}, quote, caption));
      }
    }
    return { quotes, marked, left };
  }

  /** What stands in the panel before anything is chosen. */
  function guide() {
    const key = (keys, what) => [element("dt", {}, ...keys.flatMap((name) => [element("kbd", {}, name), " "])), element("dd", {}, say(what))];
    const swatch = (kind, style, words) => [
      element("dt", {}, element("span", { class: `swatch ${kind}`, style: `display:inline-block;background:var(--${kind});border-color:var(--${kind}-line);${style}` })),
      element("dd", {}, words)];
    const kinds = new Map();
    nodes.filter((node) => node.type).forEach((node) => {
      if (!kinds.has(node.kind)) kinds.set(node.kind, new Set());
      if (node.kind !== "event") kinds.get(node.kind).add(node.type);
    });
    const legend = [...kinds].filter(([kind, types]) => kind !== "event" && types.size)
      .flatMap(([kind, types]) => swatch(kind, "", [...types].sort().join(" · ")));
    const borders = { occurred: "", ongoing: "border-style:double;border-width:4px", planned: "border-style:dashed", hypothetical: "border-style:dotted", negated: "border-color:var(--negated)" };
    const statuses = facts.statuses.flatMap(([name, words]) => swatch("event", borders[name], words));
    return [
      element("p", {}, say("hint")),
      element("h3", {}, say("legend")), ...(facts.sized ? [element("p", {}, facts.sized)] : []), element("dl", {}, ...statuses, ...swatch("event", "background:var(--ground)", say("claimed")), ...legend),
      element("h3", {}, say("keys")), element("dl", { class: "keys" }, ...key(["/"], "key_search"), ...key(["←", "↑", "→", "↓"], "key_move"), ...key(["Enter"], "key_open"),
        ...key(["Esc"], "key_close"), ...key(["+", "−", "0"], "key_zoom")),
    ];
  }

  // ---- Search ----------------------------------------------------------------------------------------------------

  const MOST_RESULTS = 40;
  let results = [];
  let active = -1;

  function search() {
    const wanted = fold($("search").value).split(" ").filter(Boolean);
    cy.nodes().removeClass("found");
    results = [];
    active = -1;
    const list = $("results");
    list.replaceChildren();
    list.hidden = !wanted.length;
    $("search").setAttribute("aria-expanded", String(!list.hidden));
    $("search").removeAttribute("aria-activedescendant");
    if (!wanted.length) return;
    const place = (node) => (fold(titleOf(node)).startsWith(wanted[0]) ? 0 : 1);
    results = nodes.map((node, n) => n).filter((n) => wanted.every((word) => nodes[n].key.includes(word)));
    results.sort((a, b) => place(nodes[a]) - place(nodes[b]) || a - b);
    results.forEach((n) => at(n).addClass("found"));
    $("status").textContent = results.length ? say("found", results.length) : say("nothing");
    if (!results.length) return list.append(element("li", { class: "none" }, say("nothing")));
    results.slice(0, MOST_RESULTS).forEach((n, i) => list.append(element("li", {
      id: `result${i}`, role: "option", "aria-selected": "false", dir: "auto", onmousedown: (event) => { event.preventDefault(); pick(i); },
    }, `${titleOf(nodes[n])} `, element("small", {}, element("bdi", {}, nodes[n].type), nodes[n].from && " · ", day(nodes[n].from)))));
    activate(0);
  }

  function activate(i) {
    const items = $("results").querySelectorAll("[role=option]");
    if (!items.length) return;
    active = (i + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
    items[active].scrollIntoView({ block: "nearest" });
    $("search").setAttribute("aria-activedescendant", items[active].id);
  }

  function pick(i) {
    if (results[i] == null) return;
    choose(results[i], true);
    closeResults();
    $("graph").focus();
  }

  function closeResults() {
    $("results").hidden = true;
    $("search").setAttribute("aria-expanded", "false");
  }

  $("search").addEventListener("input", search);
  $("search").addEventListener("focus", () => { if ($("search").value) search(); });
  $("search").addEventListener("blur", closeResults);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") activate(active + 1);
    else if (event.key === "ArrowUp") activate(active - 1);
    else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape") {
      $("search").value = "";
      search();
      $("graph").focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // ---- Filters ---------------------------------------------------------------------------------------------------

  const off = { class: new Set(), status: new Set(), article: new Set() };
  const EVENT = (node) => node.kind === "event";
  const dated = nodes.filter((node) => node.from);
  const first = dated.map((node) => node.from).sort()[0];
  const last = dated.map((node) => node.to ?? node.from).sort().at(-1);

  function check(group, value, words, count, swatch) {
    const input = element("input", { type: "checkbox", checked: true, "data-group": group, "data-value": value });
    input.addEventListener("change", () => {
      if (input.checked) off[group].delete(value);
      else off[group].add(value);
      filter();
    });
    return element("label", {}, input, swatch, element("span", { dir: "auto" }, words), element("span", { class: "count" }, String(count)));
  }

  function buildFilters() {
    const form = $("filters");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.setAttribute("aria-label", say("filters"));
    const classes = new Map();
    for (const node of nodes.filter((node) => node.class)) {
      const known = classes.get(node.class) ?? { words: node.type, kind: node.kind, count: 0 };
      known.count++;
      classes.set(node.class, known);
    }
    const order = [...classes].sort(([, a], [, b]) => (a.kind === "event" ? 0 : 1) - (b.kind === "event" ? 0 : 1) || b.count - a.count || (a.words < b.words ? -1 : 1));
    form.append(element("fieldset", {}, element("legend", {}, say("types")), ...order.map(([name, { words, kind, count }]) =>
      check("class", name, words, count, element("span", { class: `swatch ${kind}`, style: `background:var(--${kind});border-color:var(--${kind}-line)` })))));
    const statuses = facts.statuses.map(([name, words]) => [name, words, nodes.filter((node) => EVENT(node) && node.status === name).length]);
    const claimed = nodes.filter((node) => EVENT(node) && node.reported).length;
    form.append(element("fieldset", {}, element("legend", {}, say("status")),
      ...statuses.filter(([, , count]) => count).map(([name, words, count]) => check("status", name, words, count)),
      claimed ? check("status", "claimed", say("claimed"), claimed) : null));
    if (dated.length) {
      const bound = (id) => element("label", { class: "day" }, say(id), element("input", { type: "date", id, min: first, max: last, onchange: filter }));
      const undated = nodes.filter((node) => EVENT(node) && !node.from).length;
      form.append(element("fieldset", {}, element("legend", {}, say("time")), bound("from"), bound("to"),
        undated ? check("status", "undated", say("undated"), undated) : null));
    }
    const frames = element("input", { type: "checkbox", id: "frames" });
    frames.addEventListener("change", () => frame(frames.checked));
    const layer = element("label", {}, frames, element("span", {}, say("frames")));
    const choice = articles.map((article, i) =>
      check("article", i, article.title || article.source || say("untitled"), nodes.filter((node) => node.article === i).length));
    if (articles.length) form.append(element("fieldset", {}, element("legend", {}, say("articles")), layer, ...(articles.length > 1 ? choice : [])));
    form.append(element("button", { type: "button", id: "reset", onclick: clearFilters }, say("reset")));
  }

  /** Events and statements by what they are; all others as long as something they are tied to is shown. */
  function filter() {
    const from = $("from")?.value;
    const till = $("to")?.value;
    const passes = (node) => {
      if (off.class.has(node.class) || off.article.has(node.article)) return false;
      if (!EVENT(node)) return true;
      if (off.status.has(node.status) || (node.reported && off.status.has("claimed"))) return false;
      if (!node.from) return !off.status.has("undated");
      return !(from && (node.to ?? node.from) < from) && !(till && node.from > till);
    };
    const shown = nodes.map(passes);
    const tied = nodes.map(() => [0, 0]);
    for (const { from: a, to: b } of edges) {
      for (const [n, other] of [[a, b], [b, a]]) {
        tied[n][0]++;
        if (shown[other]) tied[n][1]++;
      }
    }
    nodes.forEach((node, n) => {
      const hub = EVENT(node) || node.kind === "statement";
      if (!hub && !node.focus && tied[n][0] && !tied[n][1]) shown[n] = false;
    });
    cy.batch(() => {
      nodes.forEach((_, n) => at(n).toggleClass("hidden", !shown[n]));
      cy.nodes(".frame").forEach((frame) => { frame.toggleClass("hidden", !frame.children().not(".hidden").length); });
    });
    if (chosen != null && !shown[chosen]) choose(null);
    $("status").textContent = say("found", shown.filter(Boolean).length);
  }

  function clearFilters() {
    Object.values(off).forEach((set) => set.clear());
    $("filters").querySelectorAll("input[data-group]").forEach((input) => { input.checked = true; });
    $("filters").querySelectorAll("input[type=date]").forEach((input) => { input.value = ""; });
    filter();
  }

  // ---- Keys ------------------------------------------------------------------------------------------------------

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The nearest visible node in a direction, tied ones before others. */
  function next([dx, dy]) {
    const shown = cy.nodes("[n >= 0]").not(".hidden");
    if (chosen == null) {
      const focus = shown.filter(".focus");
      return (focus.length ? focus : shown)[0]?.data("n");
    }
    const here = at(chosen).position();
    const near = at(chosen).neighborhood("node[n >= 0]");
    let best = null;
    shown.forEach((node) => {
      const [x, y] = [node.position("x") - here.x, node.position("y") - here.y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along <= 0 || aside > 2 * along) return;
      const cost = (along + 2 * aside) * (near.contains(node) ? 0.5 : 1);
      if (!best || cost < best.cost) best = { cost, n: node.data("n") };
    });
    return best?.n;
  }

  $("graph").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in WAYS) {
      const n = next(WAYS[event.key]);
      if (n != null) choose(n, true);
    } else if (event.key === "Enter") {
      if (chosen == null) choose(next([1, 0]), true);
      $("chosen")?.focus();
    } else if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") show();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      $("search").focus();
      $("search").select();
    } else if (event.key === "Escape" && $("details").contains(event.target)) {
      choose(null);
      $("graph").focus();
    }
  });

  buildFilters();
  details();
  addEventListener("resize", () => cy.resize());
  // For whoever looks from outside, tests before all.
  window.khabar = { cy, choose, facts };
})();
