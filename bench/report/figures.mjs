// From visits to figures: medians, ranges, or how a page failed.
import { median, quantile, round } from '../stats.mjs';

/** The value at a path of keys, or `undefined`. */
export const at = (object, path) => path.split('.').reduce((value, key) => value?.[key], object);

/** All answers to one question about one page: `{ value, low, high, count }`, how it
 *  failed (`late`, `failed`), or `undefined` where nobody asked. */
export function reader(results) {
  return (page, size, profile, path, combine = median) => {
    const visits = results.filter((r) => r.page === page && r.size === size && r.profile === profile);
    const values = visits.flatMap((r) => at(r, path) ?? []);
    if (values.length > 0) {
      const [low, high] = [round(Math.min(...values), 2), round(Math.max(...values), 2)];
      return { value: round(combine(values), 2), low, high, count: values.length };
    }
    const isOther = path === 'answered' || path === 'claimSeen' ? (r) => !r.measure : (r) => r.measure;
    return visits.find((r) => r.failed && !isOther(r))?.failed;
  };
}

/** A figure's number; `null` for a page that failed, `undefined` where nobody asked. */
export const number = (figure) => (typeof figure === 'object' ? figure.value : figure === undefined ? undefined : null);

export function scaled(figure, by) {
  if (typeof figure !== 'object') return figure;
  const { value, low, high, count } = figure;
  return { value: value * by, low: low * by, high: high * by, count };
}

const keyOf = ({ page, size, profile, measure = '' }) => [page, size, profile, measure].join(' ');

function flat(object, path = '') {
  return Object.entries(object).flatMap(([key, value]) => {
    if (typeof value === 'number') return [[path + key, value]];
    return value && typeof value === 'object' && !Array.isArray(value) ? flat(value, `${path}${key}.`) : [];
  });
}

/** For other programs: each page's medians, and the ranges of what was visited for its times. */
export function medians(results) {
  const groups = new Map();
  for (const one of results) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()].map((visits) => {
    const [{ page, size, profile, measure }] = visits;
    const paths = new Set(visits.flatMap((visit) => flat(visit).map(([path]) => path)));
    paths.delete('round');
    const figures = [...paths].map((path) => [path, round(median(visits.map((visit) => at(visit, path) ?? NaN)), 2)]);
    for (const key of ['clicks', 'slowClicks']) {
      const times = visits.flatMap((visit) => visit[key]?.times ?? []);
      if (times.length > 0) figures.push([`${key}.p50`, round(median(times), 2)], [`${key}.p95`, round(quantile(times, 0.95), 2)]);
    }
    for (const key of ['firstMap', 'finished', 'answered']) {
      const times = visits.flatMap((visit) => visit[key] ?? []);
      if (times.length > 1) figures.push([`${key}Range`, [round(Math.min(...times), 2), round(Math.max(...times), 2)]]);
    }
    const failed = visits.find((visit) => visit.failed);
    const why = failed && { failed: failed.failed, why: failed.why };
    return { page, size, profile, ...(measure && { measure }), visits: visits.length, ...why, ...Object.fromEntries(figures) };
  });
}
