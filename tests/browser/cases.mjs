// Label maps and images for the tests, written as NIfTI-1.

import { gzipSync } from "node:zlib";
import { writeFileSync } from "node:fs";

const SHAPE = [48, 48, 16];

function nifti(voxels) {
  const header = new DataView(new ArrayBuffer(352));
  header.setInt32(0, 348, true);
  [3, ...SHAPE, 1, 1, 1, 1].forEach((size, at) => header.setInt16(40 + 2 * at, size, true));
  header.setInt16(70, 2, true); // unsigned bytes
  header.setInt16(72, 8, true);
  [1, 2, 2, 3].forEach((size, at) => header.setFloat32(76 + 4 * at, size, true));
  header.setFloat32(108, 352, true);
  header.setFloat32(112, 1, true);
  header.setUint8(123, 2); // millimetres
  header.setInt16(254, 1, true); // sform
  [[2, 0, 0, -50], [0, 2, 0, -50], [0, 0, 3, -20]].flat().forEach((value, at) => header.setFloat32(280 + 4 * at, value, true));
  [..."n+1"].forEach((letter, at) => header.setUint8(344 + at, letter.charCodeAt(0)));
  return gzipSync(Buffer.concat([Buffer.from(header.buffer), Buffer.from(voxels)]), { level: 1 });
}

function at(x, y, z) {
  return x + SHAPE[0] * (y + SHAPE[1] * z);
}

function fill(voxels, [x0, y0, z0], [x1, y1, z1], value) {
  for (let z = z0; z <= z1; z += 1) for (let y = y0; y <= y1; y += 1) voxels.fill(value, at(x0, y, z), at(x1, y, z) + 1);
}

/** A liver with a stray part somewhere, and the noise it was drawn on: the case that takes the most room. */
export function writeCase(number, labels, images) {
  const name = `case_${String(number).padStart(4, "0")}.nii.gz`;
  const voxels = new Uint8Array(SHAPE[0] * SHAPE[1] * SHAPE[2]);
  fill(voxels, [8, 8, 2], [24 + (number % 9), 30, 12], 1);
  fill(voxels, [38, 4 + (number % 36), number % 14], [41, 6 + (number % 36), 1 + (number % 14)], 1);
  writeFileSync(`${labels}/${name}`, nifti(voxels));
  let seed = number + 1;
  const noise = new Uint8Array(voxels.length).map(() => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 24);
  writeFileSync(`${images}/${name}`, nifti(noise));
}

export const PROTOCOL = `protocol made-up/liver 1.0.0

labels {
  1 liver "Liver"
}

rule LIV-001 error "The liver is one piece" {
  require components(liver, min: 0.05 mL) == 1
}

rule LIV-002 warning "Plausible size" {
  require volume(liver) in 40 mL .. 75 mL
}
`;
