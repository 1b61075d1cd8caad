// Slices through a fault: the image, the classes over it, the outline of what is wrong. All in millimetres.

const shown = { labels: true, outline: true, image: true };

function niceLength(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
}

function lengthWords(millimetres) {
  return millimetres < 1 ? `${short(millimetres * 1000)} µm` : `${short(millimetres)} mm`;
}

// All panels of a picture have the same scale: each shows a square of `side` millimetres.
function panel(view, side, images) {
  const [across, down] = view.pixels;
  const [pixelWidth, pixelHeight] = view.size;
  const [width, height] = [across * pixelWidth, down * pixelHeight];
  const [left, top] = [(side - width) / 2, (side - height) / 2];
  const place = { x: left, y: top, width, height, preserveAspectRatio: "none" };
  const focus = [left + view.focus[0] * pixelWidth, top + view.focus[1] * pixelHeight];
  const pixels = `translate(${left} ${top}) scale(${pixelWidth} ${pixelHeight})`;
  const line = (extra) => ({ d: view.outline, transform: pixels, fill: "none", "vector-effect": "non-scaling-stroke", "stroke-linejoin": "round", "stroke-dasharray": view.boxed ? "5 4" : null, ...extra });
  const hair = (d) => svg("path", { d, stroke: "#ffffff", "stroke-opacity": view.outline ? 0.28 : 0.7, "stroke-width": 1, "vector-effect": "non-scaling-stroke" });
  const gap = side * 0.035;
  const bar = niceLength(side * 0.3);
  const scaleLeft = side * 0.035, scaleTop = side * 0.93;
  const drawing = svg("svg", { viewBox: `0 0 ${side} ${side}`, "aria-hidden": "true" },
    view.image !== undefined && view.image !== null && svg("image", { ...place, href: images[view.image], class: "image" }),
    svg("image", { ...place, href: images[view.labels], class: "labels", opacity: view.image === null || view.image === undefined ? 0.9 : 0.42 }),
    hair(`M${focus[0]} ${top}V${Math.max(top, focus[1] - gap)}M${focus[0]} ${Math.min(top + height, focus[1] + gap)}V${top + height}`),
    hair(`M${left} ${focus[1]}H${Math.max(left, focus[0] - gap)}M${Math.min(left + width, focus[0] + gap)} ${focus[1]}H${left + width}`),
    view.outline && svg("g", { class: "outline" },
      svg("path", line({ stroke: "#000000", "stroke-opacity": 0.75, "stroke-width": 4 })),
      svg("path", line({ stroke: "#ff4d6d", "stroke-width": 2 }))),
    svg("path", { d: `M${scaleLeft} ${scaleTop}h${bar}`, stroke: "#000000", "stroke-width": 5, "vector-effect": "non-scaling-stroke" }),
    svg("path", { d: `M${scaleLeft} ${scaleTop}h${bar}`, stroke: "#f3f6f9", "stroke-width": 2.5, "vector-effect": "non-scaling-stroke", class: "scale-bar" }));
  const names = ["left", "right", "top-side", "bottom-side"];
  const sides = [...(view.sides ?? "")].map((letter, at) => h("b", { class: names[at] }, letter));
  const tilt = view.tilt >= 1 ? `, ${view.tilt}° oblique` : "";
  const caption = `${view.plane[0].toUpperCase()}${view.plane.slice(1)}, slice ${view.slice}${tilt}`;
  const figure = h("figure", { class: "view" });
  const button = h("button", { class: "panel", type: "button", "aria-label": `${caption}; enlarge`, onclick: () => figure.classList.toggle("wide") },
    drawing, sides, h("b", { class: "scale" }, lengthWords(bar)));
  figure.append(button, h("figcaption", {}, caption));
  return figure;
}

function picture(of, images) {
  const side = Math.max(...of.views.flatMap((view) => [view.pixels[0] * view.size[0], view.pixels[1] * view.size[1]]));
  const count = ["", "one", "two", ""][of.views.length] ?? "";
  const box = h("div", { class: "picture" });
  const apply = () => Object.entries(shown).forEach(([name, on]) => box.classList.toggle(`no-${name}`, !on));
  const toggle = (name, words) => h("button", { class: "toggle plain", type: "button", "aria-pressed": String(shown[name]), onclick: (event) => {
    shown[name] = !shown[name];
    event.currentTarget.setAttribute("aria-pressed", String(shown[name]));
    apply();
  } }, words);
  const overImage = of.views.some((view) => view.image !== undefined && view.image !== null);
  const square = (color) => svg("svg", { width: 11, height: 11, "aria-hidden": "true" }, svg("rect", { width: 11, height: 11, rx: 2.5, fill: color }));
  const ring = svg("svg", { width: 13, height: 13, "aria-hidden": "true" }, svg("rect", { x: 1.5, y: 1.5, width: 10, height: 10, rx: 2.5, fill: "none", stroke: "#ff4d6d", "stroke-width": 2 }));
  const boxed = of.views.some((view) => view.boxed);
  box.append(
    h("div", { class: `views ${count}` }, of.views.map((view) => panel(view, side, images))),
    h("div", { class: "key" },
      of.views.some((view) => view.outline) && h("span", {}, ring, boxed ? "what is wrong (its box: too ragged to outline)" : "what is wrong"),
      of.legend.map(([name, color]) => h("span", {}, square(color), name))),
    h("div", { class: "picture-tools" }, toggle("labels", "Classes"), toggle("outline", "Outline"), overImage && toggle("image", "Image")));
  apply();
  return box;
}
