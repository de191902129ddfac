// Search and filters of the front page. Nothing here is needed to read the site, and nothing leaves the browser.
"use strict";
(() => {
  const form = document.getElementById("search");
  if (!form || !window.fetch) return;
  const root = document.body.dataset.root;
  const results = document.getElementById("results");
  const heading = document.getElementById("found");
  const list = results.querySelector("ol");
  const listed = document.getElementById("listed");
  const fields = ["q", "topic", "source"];
  const MOST = 100;
  let index = null;

  const plain = (words) => words.toLocaleLowerCase("en-GB").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  const read = async (path) => {
    const answer = await fetch(root + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };

  // The index says where the documents stand: in several files, so that a change renews few of them.
  const load = async () => {
    if (index) return index;
    const found = await read("data/search.json");
    found.documents = (await Promise.all(found.parts.map(read))).flat();
    found.documents.sort((one, other) => (one[3] < other[3] ? 1 : one[3] > other[3] ? -1 : 0));
    for (const row of found.documents) row.push(plain(row[0]));
    index = found;
    return index;
  };

  const addOptions = (select, pairs) => {
    if (select.options.length > 1) return;
    for (const [id, name] of pairs) select.add(new Option(name, id));
  };

  const asked = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));

  const matching = ({ q, topic, source }) => {
    const words = plain(q).split(/\s+/).filter(Boolean);
    return index.documents.filter((row) =>
      (!topic || row[4].includes(topic)) && (!source || row[1] === source) && words.every((word) => row[5].includes(word)));
  };

  const line = (row) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + row[2];
    link.textContent = row[0];
    const meta = document.createElement("p");
    meta.className = "meta";
    const [year, month, day] = row[3].split("T")[0].split("-").map(Number);
    const when = new Date(year, month - 1, day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    meta.textContent = `${when} · ${new Map(index.sources).get(row[1])}`;
    item.append(link, meta);
    return item;
  };

  const headline = (count) => {
    if (!count) return "Nothing found. Fewer words, or only the beginning of one, find more.";
    if (count === 1) return "1 document found";
    return count > MOST ? `The newest ${MOST} of ${count} documents found` : `${count} documents found`;
  };

  const show = async () => {
    const wanted = asked();
    const any = fields.some((name) => wanted[name]);
    results.hidden = !any;
    listed.hidden = any;
    if (!any) return;
    try {
      await load();
    } catch {
      heading.textContent = "The search can’t be loaded just now. The lists by topic and source work all the same.";
      list.replaceChildren();
      listed.hidden = false;
      return;
    }
    const found = matching(wanted);
    heading.textContent = headline(found.length);
    list.replaceChildren(...found.slice(0, MOST).map(line));
  };

  const takeFromAddress = async () => {
    const given = new URLSearchParams(location.search);
    if (fields.some((name) => given.get(name))) await load().catch(() => null);
    if (index) fillOptions();
    for (const name of fields) form.elements[name].value = given.get(name) || "";
    await show();
  };

  const fillOptions = () => {
    addOptions(form.elements.topic, index.topics);
    addOptions(form.elements.source, index.sources);
  };

  const putIntoAddress = () => {
    const said = new URLSearchParams(Object.entries(asked()).filter(([, value]) => value));
    const address = location.pathname + (said.size || said.toString() ? `?${said}` : "");
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
  };

  form.hidden = false;
  form.addEventListener("focusin", () => load().then(fillOptions).catch(() => null), { once: true });
  form.addEventListener("submit", (event) => { event.preventDefault(); putIntoAddress(); show().then(() => heading.focus()); });
  form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") { putIntoAddress(); show(); } });
  form.addEventListener("reset", () => setTimeout(() => { putIntoAddress(); show(); }));
  addEventListener("popstate", takeFromAddress);
  takeFromAddress();
})();
