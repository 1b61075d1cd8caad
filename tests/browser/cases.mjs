// Label maps and images for the tests, written as NIfTI-1.

import { gzipSync } from "node:zlib";
import { existsSync, linkSync, writeFileSync } from "node:fs";

// A few slices of a CT scan.
const SHAPE = [512, 512, 4];

// Scans that the cases share; pictures differ all the same, because no two are of the same place.
const SCANS = 8;

function nifti(voxels) {
  const header = new DataView(new ArrayBuffer(352));
  header.setInt32(0, 348, true);
  [3, ...SHAPE, 1, 1, 1, 1].forEach((size, at) => header.setInt16(40 + 2 * at, size, true));
  header.setInt16(70, 2, true); // unsigned bytes
  header.setInt16(72, 8, true);
  [1, 0.8, 0.8, 5].forEach((size, at) => header.setFloat32(76 + 4 * at, size, true));
  header.setFloat32(108, 352, true);
  header.setFloat32(112, 1, true);
  header.setUint8(123, 2); // millimetres
  header.setInt16(254, 1, true); // sform
  [[0.8, 0, 0, -205], [0, 0.8, 0, -205], [0, 0, 5, -10]].flat().forEach((value, at) => header.setFloat32(280 + 4 * at, value, true));
  [..."n+1"].forEach((letter, at) => header.setUint8(344 + at, letter.charCodeAt(0)));
  return gzipSync(Buffer.concat([Buffer.from(header.buffer), Buffer.from(voxels)]), { level: 1 });
}

function at(x, y, z) {
  return x + SHAPE[0] * (y + SHAPE[1] * z);
}

function fill(voxels, [x0, y0, z0], [x1, y1, z1], value) {
  for (let z = z0; z <= z1; z += 1) for (let y = y0; y <= y1; y += 1) voxels.fill(value, at(x0, y, z), at(x1, y, z) + 1);
}

/** Numbers that look random and are the same each time. */
function random(seed) {
  let state = seed + 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
}

/** A ragged liver with a stray part somewhere, and the noise it was drawn on: the case that takes the most room. */
export function writeCase(number, labels, images) {
  const name = `case_${String(number).padStart(4, "0")}.nii.gz`;
  const voxels = new Uint8Array(SHAPE[0] * SHAPE[1] * SHAPE[2]);
  const next = random(number);
  for (let z = 0; z < SHAPE[2]; z += 1) {
    for (let y = 100; y < 300; y += 1) fill(voxels, [80 + (next() & 7), y, z], [260 + (next() & 7), y, z], 1);
  }
  const [left, front, slice] = [340 + (number % 120), 20 + (Math.floor(number / 3) % 440), number % SHAPE[2]];
  for (let y = front; y < front + 10; y += 1) fill(voxels, [left + (next() & 3), y, slice], [left + 10 + (next() & 3), y, slice], 1);
  writeFileSync(`${labels}/${name}`, nifti(voxels));
  const scan = `${images}/../scan_${number % SCANS}.nii.gz`;
  if (!existsSync(scan)) writeFileSync(scan, nifti(new Uint8Array(voxels.length).map(random(number + 7))));
  linkSync(scan, `${images}/${name}`);
}

export const PROTOCOL = `protocol made-up/liver 1.0.0

labels {
  1 liver "Liver"
}

rule LIV-001 error "The liver is one piece" {
  require components(liver, min: 0.05 mL) == 1
}

rule LIV-002 warning "Plausible size" {
  require volume(liver) in 600 mL .. 3500 mL
}
`;
