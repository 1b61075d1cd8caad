// How a measured value is spread over the cases, with the range that is allowed.

// Units that people say: a factor and a name.
function unitOf(unit, values) {
  const largest = Math.max(...values.map(Math.abs));
  if (unit === "mm3" && largest >= 1000) return [1e-3, "mL"];
  if (unit === "mm2" && largest >= 1000) return [1e-2, "cm²"];
  return [1, { mm3: "mm³", mm2: "mm²" }[unit] ?? unit];
}

function boundWords(lower, upper, factor, unit) {
  const [low, high] = [lower, upper].map((bound) => bound && `${short(bound[0] * factor)}${unit ? ` ${unit}` : ""}`);
  if (lower && upper && lower[0] === upper[0]) return `exactly ${low}`;
  const parts = [];
  if (lower) parts.push(`${lower[1] ? "at least" : "more than"} ${low}`);
  if (upper) parts.push(`${upper[1] ? "at most" : "less than"} ${high}`);
  return parts.join(", ");
}

function quantile(sorted, share) {
  const at = share * (sorted.length - 1), low = Math.floor(at);
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

const WIDE = 360, HIGH = 96, BASE = 78;

function histogram(series, factor) {
  const values = series.values.map((value) => value * factor);
  const bounds = [series.lower, series.upper].map((bound) => bound && bound[0] * factor);
  const all = values.concat(bounds.filter((bound) => bound !== null && bound !== undefined));
  let [low, high] = all.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  // Counts get a bar each; other values an odd number of bins, so that a single value stands in the middle.
  const whole = series.unit === "" && all.every(Number.isInteger) && high - low <= 40;
  const room = whole ? Math.max(0.5, 3 - (high - low) / 2) : (high - low || Math.abs(high) || 1) * 0.06;
  [low, high] = whole ? [Math.max(Math.floor(low - room) + 0.5, low < 0 ? -Infinity : -0.5), Math.ceil(high + room) - 0.5] : [low - room, high + room];
  const x = (value) => ((value - low) / (high - low)) * WIDE;
  const bins = whole ? high - low : Math.min(47, Math.max(13, 2 * Math.ceil(Math.sqrt(values.length)) + 1));
  const counts = Array.from({ length: bins }, () => [0, 0]);
  values.forEach((value, at) => {
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin][series.outcomes[at] === "f" ? 1 : 0] += 1;
  });
  const tallest = Math.max(...counts.map(([inside, outside]) => inside + outside));
  const drawing = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  // An allowed count is allowed over the width of its bar.
  const half = whole ? 0.5 : 0;
  const given = (bound) => bound !== null && bound !== undefined;
  const [from, to] = [given(bounds[0]) ? bounds[0] - half : low, given(bounds[1]) ? bounds[1] + half : high];
  if (series.lower || series.upper) {
    drawing.append(svg("rect", { class: "allowed", x: x(from), y: 0, width: Math.max(2, x(to) - x(from)), height: BASE, rx: 2 }));
    const ends = [given(bounds[0]) && from, given(bounds[1]) && to].filter((end) => end !== false);
    ends.forEach((end) => drawing.append(svg("path", { class: "bound", d: `M${x(end)} 0V${BASE}` })));
  }
  counts.forEach(([inside, outside], bin) => {
    let top = BASE;
    for (const [count, kind] of [[inside, "bin"], [outside, "bin out"]]) {
      if (count === 0) continue;
      const tall = Math.max(2, (count / tallest) * (BASE - 8));
      top -= tall;
      drawing.append(svg("rect", { class: kind, x: (bin * WIDE) / bins + 0.75, y: top, width: WIDE / bins - 1.5, height: tall, rx: 1.5 }));
    }
  });
  drawing.append(svg("path", { class: "axis", d: `M0 ${BASE + 0.5}H${WIDE}` }));
  for (const value of ticks(low, high, whole)) {
    drawing.append(svg("text", { x: x(value), y: HIGH - 3, "text-anchor": "middle" }, short(value)));
  }
  return drawing;
}

// Round numbers that lie well inside the axis.
function ticks(low, high, whole) {
  const least = (high - low) / (whole ? 9 : 5), power = 10 ** Math.floor(Math.log10(least));
  let step = [1, 2, 5, 10].map((times) => times * power).find((length) => length >= least) ?? 10 * power;
  if (whole) step = Math.max(1, Math.round(step));
  const found = [];
  for (let at = Math.ceil((low + (high - low) * 0.03) / step); at * step < high - (high - low) * 0.03; at += 1) found.push(Number((at * step).toPrecision(12)));
  return found;
}

function chart(series, report, open) {
  const [factor, unit] = unitOf(series.unit, series.values);
  const sorted = series.values.map((value) => value * factor).sort((a, b) => a - b);
  const allowed = boundWords(series.lower, series.upper, factor, unit);
  const failing = [...series.outcomes].flatMap((outcome, at) => (outcome === "f" ? [at] : []));
  const middle = `median ${short(quantile(sorted, 0.5))}${unit ? ` ${unit}` : ""}, from ${short(sorted[0])} to ${short(sorted[sorted.length - 1])}`;
  const said = allowed ? `allowed ${allowed}` : series.varies ? "the bounds differ from case to case" : "compared with other measures";
  const rows = failing.slice(0, 4).map((at) => h("li", {},
    h("button", { class: "link", type: "button", onclick: () => open(series.rule, series.cases[at]) }, report.cases[series.cases[at]].name),
    h("span", {}, `${short(series.values[at] * factor)}${unit ? ` ${unit}` : ""}`)));
  return h("section", { class: "card chart" },
    h("h3", {}, h("code", {}, series.measure), series.of && h("span", { class: "quiet" }, ` with ${series.of}`)),
    h("p", { class: "say" }, `${series.rule}: ${said}`),
    histogram(series, factor),
    h("p", { class: "say" }, `${counted(series.values.length, "value")}, ${middle}${failing.length ? `; ${failing.length} not allowed` : ""}`),
    rows.length > 0 && h("ul", { class: "outliers" }, rows));
}
