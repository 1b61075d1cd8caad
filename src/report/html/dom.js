"use strict";

// Elements are made one by one and texts are added as text: nothing is ever parsed as HTML.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

// A sentence whose names stand in backticks.
function prose(text) {
  return text.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));
}

function badge(word) {
  return h("span", { class: `badge ${word}` }, word);
}

// 1.23, 12.3, 123, 1,230: three digits that count.
function short(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3) return value.toExponential(2);
  return value.toLocaleString("en", { maximumSignificantDigits: size >= 1000 ? 4 : 3 });
}

const OUTCOMES = ["p", "f", "n", "u"];
const OUTCOME_WORDS = { p: "pass", f: "fail", n: "not applicable", u: "could not measure" };

// A stacked bar of pass, fail, not applicable and could not measure.
function outcomeBar(counts) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return h("span", { class: "quiet" }, "\u2013");
  const said = OUTCOMES.map((key, at) => [key, counts[at]]).filter(([, count]) => count > 0);
  const text = said.map(([key, count]) => `${count} ${OUTCOME_WORDS[key]}`).join(", ");
  const bar = h("div", { class: "bar", role: "img", "aria-label": text, title: text });
  for (const [key, count] of said) {
    const part = h("i", { class: key });
    part.style.width = `${(100 * count) / all}%`;
    bar.append(part);
  }
  return bar;
}
