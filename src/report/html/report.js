// Puts the page together.

const PRINTED = 200;

function prepare(report) {
  report.codes.forEach((code) => Object.assign(code, { found: 0, cases: 0 }));
  report.cases.forEach((entry, number) => {
    const totals = OUTCOMES.map((key) => [...entry.outcomes].filter((outcome) => outcome === key).length);
    Object.assign(entry, { number, found: 0, counts: { error: 0, warning: 0, info: 0 }, totals });
  });
  const met = new Set();
  report.findings.forEach((finding, number) => {
    const code = report.codes[finding.code];
    finding.number = number;
    finding.searched = [code.code, code.title, finding.message, finding.class, finding.file, caseName(report, finding), ...(finding.bindings ?? [])].filter(Boolean).join(" ").toLowerCase();
    code.found += 1;
    code.severity ??= finding.severity;
    const key = `${finding.code} ${finding.case ?? finding.file}`;
    if (!met.has(key)) code.cases += 1;
    met.add(key);
    const entry = report.cases[finding.case];
    if (entry) {
      entry.found += 1;
      entry.counts[finding.severity] += 1;
    }
  });
  return report;
}

function tiles(report) {
  const tile = (figure, label, ...more) => h("div", { class: "tile" }, h("div", { class: "figure" }, figure.toLocaleString("en")), h("div", { class: "label" }, label), more);
  const clean = report.cases.filter((entry) => entry.files.length > 0 && entry.found === 0).length;
  const count = (word) => report.findings.filter((finding) => finding.severity === word).length;
  const parts = ["error", "warning", "info"].filter((word) => count(word) > 0).map((word) => h("span", { class: `badge ${word}` }, word === "info" ? `${count(word)} info` : counted(count(word), word)));
  const judged = report.outcomes.reduce((sum, number) => sum + number, 0);
  const unmeasured = report.outcomes[3];
  const said = [`${report.outcomes[0].toLocaleString("en")} pass`, `${report.outcomes[1].toLocaleString("en")} fail`];
  if (unmeasured) said.push(`${unmeasured.toLocaleString("en")} could not be measured`);
  const bar = outcomeBar(report.outcomes);
  bar.style.margin = "12px 0 6px";
  return [
    tile(report.checked, report.checked === 1 ? "case checked" : "cases checked", h("div", { class: "parts" }, h("span", { class: "badge pass" }, `${clean} without findings`), report.checked - clean > 0 && h("span", { class: "badge" }, `${report.checked - clean} with findings`))),
    tile(report.findings.length, report.findings.length === 1 ? "finding" : "findings", h("div", { class: "parts" }, parts, report.accepted.length > 0 && h("span", { class: "badge" }, `${report.accepted.length.toLocaleString("en")} accepted`))),
    judged > 0 && tile(judged, "judgements of rules", bar, h("div", { class: "label small" }, said.join(", "))),
  ].filter(Boolean);
}

function start() {
  const report = prepare(JSON.parse(document.getElementById("data").textContent));
  const main = document.getElementById("main");
  const filter = { text: "", severities: new Set(["error", "warning", "info"]), code: "", case: "", sort: "severity", found: report.findings };
  const sorts = { rules: { at: 3, down: true }, cases: { at: 3, down: true }, accepted: { at: 2, down: false } };
  const openRule = (code, number = "") => {
    const place = report.codes.findIndex((entry) => entry.code === code);
    Object.assign(filter, { text: "", code: place < 0 ? "" : String(place), case: String(number) });
    show("findings");
    window.scrollTo(0, 0);
  };
  const views = {
    findings: ["Findings", report.findings.length, () => findingsView(report, filter)],
    rules: ["Rules", report.codes.length, () => rulesView(report, openRule, sorts.rules)],
    cases: ["Cases", report.cases.length, () => casesView(report, openRule, sorts.cases)],
    ...(report.accepted.length > 0 && { accepted: ["Accepted", report.accepted.length, () => acceptedView(report, sorts.accepted)] }),
    measures: ["Measures", report.series.length, () => measuresView(report, openRule)],
  };
  const buttons = Object.entries(views).map(([name, [label, count]]) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "main", onclick: () => show(name) }, label, h("span", { class: "count" }, count.toLocaleString("en"))));
  const tabs = document.getElementById("tabs");
  tabs.append(...buttons);
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    next.focus();
    next.click();
  });
  function show(name) {
    buttons.forEach((button) => {
      const chosen = button.id === `tab-${name}`;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    });
    main.setAttribute("aria-labelledby", `tab-${name}`);
    main.replaceChildren(...views[name][2]());
    main.dataset.view = name;
  }
  main.setAttribute("role", "tabpanel");
  document.getElementById("tiles").append(...tiles(report));
  if (report.notChecked.length > 0) {
    document.getElementById("tiles").before(h("ul", { class: "missed", role: "alert" }, report.notChecked.map((sentence) => h("li", {}, sentence))));
  }
  document.getElementById("version").textContent = report.version;
  document.getElementById("protocols").textContent = report.protocols.length ? report.protocols.map((protocol) => protocol.title).join(", ") : "Built-in checks, without a protocol";
  show(report.findings.length || !report.series.length ? "findings" : "measures");

  // On paper all chosen findings follow each other; a page has an end.
  let paper = null;
  window.addEventListener("beforeprint", () => {
    if (main.dataset.view !== "findings") return;
    const printed = filter.found.slice(0, PRINTED).map((finding) => h("section", { class: "detail card" }, findingDetail(report, finding)));
    const left = filter.found.length - printed.length;
    paper = h("div", { class: "print-only" }, printed, left > 0 && h("p", {}, `${left} more findings are not printed: narrow the choice.`));
    main.append(paper);
  });
  window.addEventListener("afterprint", () => paper?.remove());
}

start();
