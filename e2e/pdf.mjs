// What stands on the pages of a PDF that Chromium wrote: how many lines of text
// each has, and how wide what is painted is.
import { inflateSync } from 'node:zlib';

/** The pages of `pdf` in their order: how many `lines` of text stand on each. */
export function pagesOf(pdf) {
  const text = pdf.toString('latin1');
  const objects = new Map();
  for (const { 1: number, 2: body, index } of text.matchAll(/(?:^|\n)(\d+) 0 obj\b([\s\S]*?)\nendobj/g)) {
    objects.set(number, { body, index });
  }
  const content = (number) => {
    const { body } = objects.get(number);
    const from = body.indexOf('stream');
    // By the length that it says: its last byte may look like the end of a line.
    const length = Number(/\/Length (\d+)/.exec(body.slice(0, from))[1]);
    const bytes = Buffer.from(body.slice(from).replace(/^stream\r?\n/, '').slice(0, length), 'latin1');
    return (/\/FlateDecode/.test(body.slice(0, from)) ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const inOrder = (number) => {
    const { body } = objects.get(number);
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1].match(/\d+(?= 0 R)/g);
    return kids ? kids.flatMap(inOrder) : [/\/Contents (\d+) 0 R/.exec(body)[1]];
  };
  const root = [...objects.values()].map(({ body }) => /\/Type\s*\/Catalog[\s\S]*?\/Pages (\d+) 0 R|\/Pages (\d+) 0 R[\s\S]*?\/Type\s*\/Catalog/.exec(body)).find(Boolean);
  return inOrder(root[1] ?? root[2]).map((number) => ({ lines: linesOf(content(number)) }));
}

/** How many heights text is set at, where those of one line differ by under two points. */
function linesOf(content) {
  const heights = [];
  const stack = [];
  let matrix = [1, 0, 0, 1, 0, 0];
  const times = ([a, b, c, d, e, f], [A, B, C, D, E, F]) =>
    [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
  for (const line of content.split('\n')) {
    const numbers = (line.match(/-?[\d.]+/g) ?? []).map(Number);
    if (/^q\s*$/.test(line)) stack.push(matrix);
    else if (/^Q\s*$/.test(line)) matrix = stack.pop() ?? matrix;
    else if (/ cm\s*$/.test(line)) matrix = times(numbers.slice(-6), matrix);
    else if (/ Tm\s*$/.test(line)) heights.push(times(numbers.slice(-6), matrix)[5]);
  }
  const sorted = heights.toSorted((a, b) => a - b);
  return sorted.filter((y, i) => i === 0 || y - sorted[i - 1] > 2).length;
}
