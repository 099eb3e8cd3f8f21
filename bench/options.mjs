// What may be typed after `node run.mjs`.
import { parseArgs } from 'node:util';
import { PEERS, SIZES } from './sites.mjs';

const MEASURES = ['first-map', 'answered', 'frames', 'click', 'memory'];
/** A median of fewer says little; a visit to a page that only loads is short. */
const VISITS = 5;
const ROUNDS = 3;

function listed(text, all, what) {
  if (!text) return all;
  const wanted = text.split(',');
  const unknown = wanted.filter((one) => !all.includes(one));
  if (unknown.length > 0) throw new Error(`no ${what} \`${unknown.join(', ')}\`; there are ${all.join(', ')}`);
  return all.filter((one) => wanted.includes(one));
}

function counted(name, text, otherwise) {
  const count = Number(text ?? otherwise);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} ${text}: a whole number from 1`);
  return count;
}

export function read(args) {
  const [string, boolean] = [{ type: 'string' }, { type: 'boolean' }];
  const { values } = parseArgs({
    args,
    options: { rounds: string, visits: string, sizes: string, peers: string, only: string, quick: boolean, 'any-load': boolean },
  });
  const { quick } = values;
  const rounds = counted('rounds', values.rounds, quick ? 1 : ROUNDS);
  const visits = counted('visits', values.visits, quick ? 1 : Math.max(rounds, VISITS));
  return {
    /** Of frames, clicks and memory. */
    rounds,
    /** Of what is short: first map, finished, answered. */
    visits,
    quick: Boolean(quick),
    /** Neither wait for a quiet machine nor repeat a visit that was disturbed. */
    anyLoad: Boolean(values['any-load']),
    /** Everything, as published; a part of it is printed and kept apart. */
    whole: !values.sizes && !values.peers && !values.only && !quick && !values['any-load'] && visits >= VISITS,
    sizes: listed(values.sizes, ['default', ...Object.keys(SIZES)], 'size'),
    peers: listed(values.peers, Object.keys(PEERS), 'peer'),
    measures: listed(values.only, MEASURES, 'measure'),
  };
}
