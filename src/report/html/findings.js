// The list of findings, filtered and sorted, and the one that is looked at.

const PAGE = 150;
const RANK = { error: 0, warning: 1, info: 2 };

function findingsView(report, filter) {
  const state = { chosen: null, limit: PAGE };
  const list = h("ul", { class: "list card", "aria-label": "Findings" });
  const detail = h("section", { class: "detail card", "aria-live": "polite" });
  const counter = h("span", { class: "quiet small", role: "status" });
  const search = h("input", { type: "search", placeholder: "Search message, case, class, file …", "aria-label": "Search findings", value: filter.text, oninput: (event) => {
    filter.text = event.currentTarget.value;
    refresh();
  } });
  const severities = ["error", "warning", "info"].map((word) => {
    const count = report.findings.filter((finding) => finding.severity === word).length;
    return h("button", { type: "button", class: `toggle ${word}`, "aria-pressed": String(count > 0 && filter.severities.has(word)), disabled: count === 0, onclick: (event) => {
      filter.severities.has(word) ? filter.severities.delete(word) : filter.severities.add(word);
      event.currentTarget.setAttribute("aria-pressed", String(filter.severities.has(word)));
      refresh();
    } }, `${word} ${count.toLocaleString("en")}`);
  });
  const choice = (label, name, options) => {
    const select = h("select", { "aria-label": label, onchange: (event) => {
      filter[name] = event.currentTarget.value;
      refresh();
    } }, options.map(([value, text]) => h("option", { value }, text)));
    select.value = filter[name];
    return select;
  };
  const used = [...new Set(report.findings.map((finding) => finding.code))].sort((a, b) => report.codes[a].code.localeCompare(report.codes[b].code));
  const caseUsed = [...new Set(report.findings.map((finding) => finding.case).filter((at) => at !== undefined))];
  const rules = choice("Rule", "code", [["", "All rules"], ...used.map((at) => [String(at), `${report.codes[at].code}${report.codes[at].title ? ` · ${report.codes[at].title}` : ""}`])]);
  const cases = choice("Case", "case", [["", "All cases"], ...caseUsed.map((at) => [String(at), report.cases[at].name])]);
  const sorts = choice("Sort by", "sort", [["severity", "Severity first"], ["case", "By case"], ["code", "By rule"], ["file", "By file"]]);

  function matches(finding) {
    if (!filter.severities.has(finding.severity)) return false;
    if (filter.code !== "" && finding.code !== Number(filter.code)) return false;
    if (filter.case !== "" && finding.case !== Number(filter.case)) return false;
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => finding.searched.includes(word));
  }

  function order(a, b) {
    const by = {
      severity: () => RANK[a.severity] - RANK[b.severity],
      case: () => caseName(report, a).localeCompare(caseName(report, b)),
      code: () => report.codes[a.code].code.localeCompare(report.codes[b.code].code),
      file: () => (a.file ?? "").localeCompare(b.file ?? ""),
    };
    return by[filter.sort]() || a.number - b.number;
  }

  function item(finding) {
    return h("li", {}, h("button", { type: "button", class: "item", "data-number": finding.number, "aria-current": String(finding.number === state.chosen), onclick: () => choose(finding) },
      h("span", { class: "head" }, badge(finding.severity), h("span", { class: "code" }, report.codes[finding.code].code), h("span", { class: "case" }, caseName(report, finding))),
      h("span", { class: "text" }, prose(finding.message))));
  }

  function choose(finding) {
    state.chosen = finding.number;
    list.querySelectorAll(".item").forEach((button) => button.setAttribute("aria-current", String(Number(button.dataset.number) === finding.number)));
    detail.replaceChildren(...findingDetail(report, finding));
  }

  function refresh() {
    const found = report.findings.filter(matches).sort(order);
    filter.found = found;
    counter.textContent = found.length === report.findings.length ? counted(found.length, "finding") : `${found.length.toLocaleString("en")} of ${counted(report.findings.length, "finding")}`;
    const shownItems = found.slice(0, state.limit).map(item);
    if (found.length > state.limit) {
      shownItems.push(h("li", {}, h("button", { type: "button", class: "more", onclick: () => {
        state.limit += PAGE;
        refresh();
      } }, `Show ${Math.min(PAGE, found.length - state.limit)} more`)));
    }
    list.replaceChildren(...shownItems);
    if (found.length === 0) list.replaceChildren(h("li", { class: "nothing" }, report.findings.length ? "Nothing matches. Widen the search or press more severities." : "No findings."));
    const kept = found.find((finding) => finding.number === state.chosen) ?? found[0];
    if (kept) choose(kept);
    else detail.replaceChildren(h("p", { class: "nothing" }, report.findings.length ? "No finding is chosen." : "Nothing is wrong with these cases."));
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (!step) return;
    const buttons = [...list.querySelectorAll(".item, .more")];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next.classList.contains("item")) next.click();
  });
  refresh();
  const drawn = report.findings.filter((finding) => finding.picture).length;
  const room = report.undrawn > 0 && h("p", { class: "quiet small room" }, `Pictures are shown for the first ${counted(drawn, "finding")}, errors before warnings; the page has no room for those of ${report.undrawn.toLocaleString("en")} more.`);
  return [h("div", { class: "tools" }, search, severities, rules, cases, sorts, counter), room, h("div", { class: "split" }, list, detail)].filter(Boolean);
}

function caseName(report, finding) {
  return finding.case === undefined ? finding.about ?? "all cases" : report.cases[finding.case].name;
}

function findingDetail(report, finding) {
  const code = report.codes[finding.code];
  const facts = [["Measured", finding.measured], ["Allowed", finding.allowed], ["Class", finding.class], ["With", finding.bindings?.join(", ")], ["Where", finding.place], ["File", finding.file], ["Fingerprint", finding.print]];
  const rows = facts.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", {}, name), h("dd", { class: name === "Fingerprint" ? "mono quiet" : null }, value)]);
  const lines = (finding.lines ?? []).map((at) => report.lines[at]).map((line) => h("div", {}, h("span", {}, `${line.file}:${line.line}  `), line.text));
  return [
    h("div", { class: "head" }, badge(finding.severity), h("strong", {}, code.code), code.title && h("span", { class: "quiet" }, prose(code.title)), h("span", { class: "quiet small" }, caseName(report, finding))),
    h("h2", {}, prose(finding.message)),
    code.changed && h("p", { class: "quiet small" }, code.changed),
    finding.picture && picture(finding.picture, report.images),
    finding.noPicture && h("p", { class: "quiet small no-picture" }, `No picture: ${finding.noPicture}.`),
    h("dl", { class: "facts" }, rows),
    finding.help && h("p", { class: "help" }, prose(finding.help)),
    lines.length > 0 && h("div", { class: "source" }, lines),
    code.text.length > 0 && h("details", { class: "meaning" }, h("summary", {}, "About this rule"), code.text.map((text) => h("p", {}, text))),
  ].filter(Boolean);
}
