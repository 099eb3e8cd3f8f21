// What may be typed after `node run.mjs`.
import { parseArgs } from 'node:util';
import { PEERS, SIZES } from './sites.mjs';

const MEASURES = ['first-map', 'frames', 'click', 'memory'];

function listed(text, all, what) {
  if (!text) return all;
  const wanted = text.split(',');
  const unknown = wanted.filter((one) => !all.includes(one));
  if (unknown.length > 0) throw new Error(`no ${what} \`${unknown.join(', ')}\`; there are ${all.join(', ')}`);
  return all.filter((one) => wanted.includes(one));
}

export function read(args) {
  const string = { type: 'string' };
  const { values } = parseArgs({
    args,
    options: { rounds: string, sizes: string, peers: string, only: string, quick: { type: 'boolean' } },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: a whole number from 1`);
  return {
    rounds,
    quick: Boolean(values.quick),
    /** Everything, as published; a part of it is printed and kept apart. */
    whole: !values.sizes && !values.peers && !values.only && !values.quick,
    sizes: listed(values.sizes, ['default', ...Object.keys(SIZES)], 'size'),
    peers: listed(values.peers, Object.keys(PEERS), 'peer'),
    measures: listed(values.only, MEASURES, 'measure'),
  };
}
