"use strict";
// The address says what is shown: #e12 or #e1,e2 opens evidence, #?unit=ward-a&text=night finds it. Thus links, the
// back button and bookmarks work without more. Texts go into the page as text nodes only.
const data = JSON.parse(document.getElementById("data").textContent);
const pieces = data.pieces;
const byId = new Map(pieces.map((it) => [it.id, it]));
const STEP = 50;
const at = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children.filter((it) => it !== null && it !== undefined && it !== ""));
  return node;
}

const here = location.pathname + location.search;
const link = (text, query) => make("a", { href: here + "#?" + new URLSearchParams(query) }, text);
const codeOf = (id) => data.codes[id] || { label: id, above: [], conclusions: [] };
const sourceOf = (id) => data.sources[id] || { citation: id, attributes: {} };
const unitOf = (id) => data.units[id] || { title: id, attributes: {} };

function attributesOf(piece) {
  const found = {};
  const take = (of) => Object.entries(of).forEach(([name, value]) => (found[name] = found[name] || new Set()).add(value));
  (piece.units || []).forEach((id) => take(unitOf(id).attributes));
  take(sourceOf(piece.source).attributes);
  return found;
}

function hay(piece) {
  const codes = (piece.codes || []).map((id) => codeOf(id).label);
  const units = (piece.units || []).map((id) => unitOf(id).title);
  const parts = [piece.id, piece.statement, piece.quote, piece.note, piece.place, piece.coder, ...codes, ...units];
  return [...parts, sourceOf(piece.source).citation].filter(Boolean).join("\n").toLowerCase();
}

// What can be asked for: the name in the address, what stands above the field, its choices, and whether a piece has one.
const FIELDS = [
  ["code", "Code", () => used("codes", (id) => codeOf(id).label), (it, value) => hasCode(it, value)],
  ["unit", "Unit", () => used("units", (id) => unitOf(id).title), (it, value) => (it.units || []).includes(value)],
  ["source", "Source", () => sources(), (it, value) => it.source === value || it.via === value],
  ["stance", "Stance", () => stances(), (it, value) => it.stance === value],
  ...attributeFields(),
];

function hasCode(piece, id) {
  return (piece.codes || []).includes(id) || (piece.codes || []).some((own) => codeOf(own).within?.includes(id));
}

function used(key, title) {
  const ids = new Set(pieces.flatMap((it) => it[key] || []));
  return [...ids].map((id) => [id, title(id)]).sort((a, b) => a[1].localeCompare(b[1]));
}

function sources() {
  const ids = new Set(pieces.flatMap((it) => [it.source, it.via].filter(Boolean)));
  return [...ids].map((id) => [id, sourceOf(id).citation]).sort((a, b) => a[1].localeCompare(b[1]));
}

function stances() {
  return [...new Set(pieces.map((it) => it.stance))].map((it) => [it, it]);
}

function attributeFields() {
  const values = {};
  for (const piece of pieces)
    for (const [name, own] of Object.entries(attributesOf(piece)))
      own.forEach((it) => (values[name] = values[name] || new Set()).add(it));
  return Object.entries(values).map(([name, own]) => [
    "with-" + name,
    name,
    () => [...own].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })).map((it) => [it, it]),
    (it, value) => (attributesOf(it)[name] || new Set()).has(value),
  ]);
}

let hays = null;
let found = pieces;
let shown = STEP;

function find(query) {
  hays = hays || pieces.map(hay);
  const words = (query.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
  const tests = FIELDS.filter(([name]) => query.get(name)).map(([name, , , has]) => [has, query.get(name)]);
  return pieces.filter(
    (it, number) => words.every((word) => hays[number].includes(word)) && tests.every(([has, value]) => has(it, value)),
  );
}

function list(query) {
  found = find(query);
  shown = STEP;
  for (const field of at("filters").elements) if (field.name && field !== document.activeElement) field.value = query.get(field.name) || "";
  at("cards").replaceChildren(...found.slice(0, shown).map(card));
  tell();
}

function tell() {
  const all = found.length === pieces.length ? "" : ` of ${pieces.length}`;
  at("count").textContent = `${found.length}${all} pieces of evidence` + (shown < found.length ? `, the first ${shown} shown` : "");
  at("more").hidden = shown >= found.length;
}

function card(piece) {
  const node = make("li", { class: "card" });
  const said = piece.stance === "supports" ? "" : piece.stance;
  const tint = { contradicts: "against", qualifies: "qualified" }[piece.stance] || "plain";
  const head = make("h3", {}, make("a", { href: here + "#" + piece.id }, piece.id));
  if (said) head.append(" ", make("span", { class: tint }, said));
  if (piece.rating) head.append(" ", make("span", { class: "count" }, piece.rating));
  node.append(head);
  if (piece.statement) node.append(make("p", {}, piece.statement));
  if (piece.quote) node.append(make("blockquote", {}, "“" + piece.quote + "”", piece.speaker ? " " + piece.speaker : ""));
  if (piece.context?.length) {
    const [before, words, after] = piece.context;
    node.append(make("details", {}, make("summary", {}, "In context"), make("p", { class: "context" }, before, " ", make("mark", {}, words), " ", after)));
  }
  const facts = make("dl", {});
  const fact = (name, ...values) => values.length && facts.append(make("dt", {}, name), make("dd", {}, ...values));
  for (const id of piece.codes || []) {
    const code = codeOf(id);
    const above = (code.above || []).map((path) => path.filter((it) => it !== code.label).join(" › ")).join("; ");
    fact("Code", link(code.label, { code: id }), above ? make("span", { class: "muted" }, " in " + above) : "");
    for (const one of code.conclusions) fact("Answers", make("details", {}, make("summary", {}, one.question), one.text));
  }
  const units = (piece.units || []).flatMap((id, number) => [number ? ", " : "", link(unitOf(id).title, { unit: id })]);
  fact("Unit", ...units);
  const source = sourceOf(piece.source);
  fact("Source", link(source.citation, { source: piece.source }), piece.via ? "" : piece.place ? ", " + piece.place : "");
  if (piece.via) fact("Read in", link(sourceOf(piece.via).citation, { source: piece.via }), piece.place ? ", " + piece.place : "");
  if (/^https?:\/\//i.test(source.url || "")) fact("Address", make("a", { href: source.url, rel: "noreferrer noopener" }, source.url));
  if (piece.date) fact("Date", piece.date);
  if (piece.coder) fact("Coder", piece.coder);
  if (piece.note) fact("Note", piece.note);
  node.append(facts);
  return node;
}

let opener = null;

function open(ids) {
  const own = ids.map((id) => byId.get(id)).filter(Boolean);
  if (!own.length) return close();
  if (at("panel").hidden) opener = document.activeElement;
  at("panel-title").textContent = own.length === 1 ? "Evidence " + own[0].id : own.length + " pieces of evidence";
  at("opened").replaceChildren(...own.map(card));
  at("panel").hidden = false;
  document.body.classList.add("opened");
  at("panel").scrollTop = 0;
  at("panel").focus({ preventScroll: true });
}

function close() {
  if (at("panel").hidden) return;
  const isWithin = at("panel").contains(document.activeElement);
  at("panel").hidden = true;
  document.body.classList.remove("opened");
  if (isWithin && opener && opener.isConnected) opener.focus({ preventScroll: true });
}

function follow() {
  let where = location.hash.slice(1);
  try {
    where = decodeURIComponent(where);
  } catch {
    // an address that somebody cut off
  }
  if (location.hash.startsWith("#?")) {
    close();
    list(new URLSearchParams(location.hash.slice(2)));
    if (!at("filters").contains(document.activeElement)) at("find").scrollIntoView();
  } else if (where && where.split(",").some((id) => byId.has(id))) open(where.split(","));
  else close();
}

function ask() {
  const query = new URLSearchParams();
  for (const field of at("filters").elements) if (field.name && field.value) query.set(field.name, field.value);
  history.replaceState(null, "", "#?" + query);
  close();
  list(query);
}

function begin() {
  const text = make("input", { name: "text", type: "search", autocomplete: "off" });
  at("filters").append(make("label", { class: "wide-field" }, "Words", text));
  for (const [name, title, choices] of FIELDS) {
    const options = choices();
    if (options.length < 2) continue;
    const select = make("select", { name }, make("option", { value: "" }, "any"), ...options.map(([id, said]) => make("option", { value: id }, said)));
    at("filters").append(make("label", {}, title, select));
  }
  at("filters").addEventListener("input", ask);
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("more").addEventListener("click", () => {
    at("cards").append(...found.slice(shown, shown + STEP).map(card));
    shown += STEP;
    tell();
  });
  at("close").addEventListener("click", () => history.pushState(null, "", here) || close());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !at("panel").hidden) at("close").click();
    if (event.key === "/" && !/^(input|select|textarea)$/i.test(document.activeElement.tagName)) {
      event.preventDefault();
      at("filters").elements.text.focus();
    }
  });
  addEventListener("beforeprint", () => {
    at("cards").append(...found.slice(shown).map(card));
    shown = found.length;
    tell();
  });
  addEventListener("hashchange", follow);
  at("find").hidden = false;
  list(new URLSearchParams());
  follow();
  if (data.live) setInterval(renew, 1500);
}

let version = null;

async function renew() {
  try {
    const answer = await fetch("version", { cache: "no-store" });
    const now = await answer.text();
    if (version !== null && answer.ok && now !== version) location.reload();
    version = now;
  } catch {
    // whoever serves it has ended; what is shown stays
  }
}

begin();
