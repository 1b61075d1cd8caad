// Tables of rules and cases that are sorted by their columns, and the charts.

// `columns`: heading, value to sort by, cell; numbers stand at the right.
function sortedTable(label, columns, rows, sort) {
  const body = h("tbody");
  const heads = columns.map((column, at) => h("th", { scope: "col", class: column.number ? "num" : null }, h("button", { type: "button", onclick: () => {
    sort.down = sort.at === at ? !sort.down : Boolean(column.number);
    sort.at = at;
    refresh();
  } }, column.name)));
  function refresh() {
    const value = columns[sort.at].value, sign = sort.down ? -1 : 1;
    const compare = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
    const ordered = rows.map((row, at) => [row, at]).sort(([a, i], [b, j]) => sign * compare(value(a), value(b)) || i - j);
    heads.forEach((head, at) => head.setAttribute("aria-sort", at === sort.at ? (sort.down ? "descending" : "ascending") : "none"));
    body.replaceChildren(...ordered.map(([row]) => h("tr", {}, columns.map((column) => h("td", { class: column.number ? "num" : null }, column.cell(row))))));
  }
  refresh();
  return h("div", { class: "card table-wrap" }, h("table", { "aria-label": label }, h("thead", {}, h("tr", {}, heads)), body));
}

function severityBadges(counts) {
  return ["error", "warning", "info"].filter((word) => counts[word] > 0).map((word) => h("span", { class: `badge ${word}` }, String(counts[word]))).flatMap((element) => [element, " "]);
}

function rulesView(report, open, sort) {
  const columns = [
    { name: "Rule", value: (row) => row.code, cell: (row) => row.found > 0 ? h("button", { class: "link mono", type: "button", onclick: () => open(row.code) }, row.code) : h("span", { class: "mono" }, row.code) },
    { name: "What it says", value: (row) => row.title ?? "", cell: (row) => h("div", { class: "title" }, prose(row.title ?? ""), row.changed && h("div", { class: "quiet small" }, row.changed)) },
    { name: "Severity", value: (row) => RANK[row.severity] ?? 3, cell: (row) => row.severity ? badge(row.severity) : "" },
    { name: "Findings", number: true, value: (row) => row.found, cell: (row) => String(row.found) },
    { name: "Cases", number: true, value: (row) => row.cases, cell: (row) => String(row.cases) },
    { name: "Outcomes", value: (row) => row.outcomes[1], cell: (row) => outcomeBar(row.outcomes) },
  ];
  return [sortedTable("Rules", columns, report.codes, sort)];
}

function casesView(report, open, sort) {
  const columns = [
    { name: "Case", value: (row) => row.name, cell: (row) => row.found > 0 ? h("button", { class: "link", type: "button", onclick: () => open("", row.number) }, row.name) : row.name },
    { name: "File", value: (row) => row.files[0] ?? "", cell: (row) => h("span", { class: "small quiet" }, row.files.length > 1 ? `${row.files[0]} and ${row.files.length - 1} more` : row.files[0] ?? "") },
    { name: "Protocol", value: (row) => row.protocol ?? "", cell: (row) => row.protocol ?? "none" },
    { name: "Findings", number: true, value: (row) => row.found, cell: (row) => row.found ? severityBadges(row.counts) : "0" },
    { name: "Outcomes", value: (row) => row.totals[1], cell: (row) => outcomeBar(row.totals) },
  ];
  return [sortedTable("Cases", columns, report.cases, sort)];
}

function acceptedView(report, sort) {
  const columns = [
    { name: "Rule", value: (row) => report.codes[row.code].code, cell: (row) => h("span", { class: "mono" }, report.codes[row.code].code) },
    { name: "Case", value: (row) => row.case ?? row.file ?? "", cell: (row) => row.case ?? row.file ?? "all cases" },
    { name: "Severity", value: (row) => RANK[row.severity], cell: (row) => badge(row.severity) },
    { name: "Finding", value: (row) => row.message, cell: (row) => h("div", { class: "title" }, prose(row.message)) },
    { name: "Accepted", value: (row) => row.by, cell: (row) => row.by },
  ];
  return [sortedTable("Accepted findings", columns, report.accepted, sort)];
}

const CHARTS = 60;

function measuresView(report, open) {
  const failing = (series) => [...series.outcomes].filter((outcome) => outcome === "f").length;
  const ordered = report.series.map((series, at) => [series, failing(series), at]).sort((a, b) => b[1] - a[1] || a[2] - b[2]).map(([series]) => series);
  if (ordered.length === 0) return [h("p", { class: "nothing card" }, "No rule measured anything that could be drawn.")];
  const counter = h("span", { class: "quiet small", role: "status" });
  const grid = h("div", { class: "charts" });
  let text = "", limit = CHARTS;
  const search = h("input", { type: "search", placeholder: "Search measure, rule, class …", "aria-label": "Search measures", oninput: (event) => {
    text = event.currentTarget.value.toLowerCase();
    refresh();
  } });
  function refresh() {
    const found = ordered.filter((series) => `${series.rule} ${series.measure} ${series.of}`.toLowerCase().includes(text));
    counter.textContent = counted(found.length, "measure");
    grid.replaceChildren(...found.slice(0, limit).map((series) => chart(series, report, open)));
    if (found.length > limit) grid.append(h("button", { type: "button", class: "more card", onclick: () => {
      limit += CHARTS;
      refresh();
    } }, `Show ${Math.min(CHARTS, found.length - limit)} more`));
  }
  refresh();
  return [h("div", { class: "tools" }, search, counter), grid];
}
