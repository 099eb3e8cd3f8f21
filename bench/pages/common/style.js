// How each feature looks: the page's own colours and widths, as plain data.
// Hatching is a plain fill here, which is less work for a peer than ours.
import { colours } from 'virtual:atlas';

export { colours };
const SIDES = ['baku', 'yerevan'];
const side = (party) => Math.max(0, SIDES.indexOf(party));
const line = (stroke, width, dash, opacity = 1) => ({ strokes: [{ stroke, width, dash, opacity }] });
const area = (fill, stroke, width) => ({ fill, strokes: stroke ? [{ stroke, width, opacity: 1 }] : [] });

const looks = {
  country: () => area(colours.land),
  neighbour: () => area(colours.neighbour),
  district: () => area(colours.land, colours.border, 0.7),
  sea: () => area(colours.water, colours.shore, 0.6),
  lake: () => area(colours.water, colours.shore, 0.6),
  river: ({ rank }) => line(colours.river, Math.max(0.5, 1.5 - 0.4 * (rank - 1))),
  'state-border': () => ({
    strokes: [
      { stroke: colours['border-halo'], width: 4.5, opacity: 1 },
      { stroke: colours.border, width: 1.1, opacity: 1 },
    ],
  }),
  hatched: ({ held_by: holder }) =>
    area(colours[`side-${side(holder)}-tone`], colours[`side-${side(holder)}`], 1.6),
  'dotted-outline': () => line(colours.outline, 2, [0.1, 4.6]),
  outline: () => line(colours.outline, 1.2, [7, 3, 1.5, 3], 0.75),
  'dashed-band': () => line(colours['side-0'], 6, [10, 5]),
  'dashed-band-light': () => line(colours['side-0'], 3, [6, 6], 0.75),
  'contact-line': () => line(colours.outline, 2.2, [9, 4]),
  road: () => line(colours.outline, 2.2, [3, 3]),
  marker: ({ held_by: holder }) => ({ radius: 5.5, ...area(colours[`side-${side(holder)}`], colours.halo, 1.5) }),
  town: () => ({ radius: 5, ...area(colours.land, colours['label-region'], 2.4) }),
  village: () => ({ radius: 4, ...area(colours['label-region'], colours.halo, 1.5) }),
  place: () => ({ radius: 2, ...area(colours.label) }),
};

/** Fill, strokes from the lowest, and a radius for points. */
export const look = (properties) => looks[properties.style]?.(properties) ?? { strokes: [] };

/** From which zoom (256 px tiles) a feature is drawn. */
export const minZoom = ({ style, rank, minzoom }) =>
  style === 'river' ? [0, 0, 7.6][rank] ?? 8.8 : minzoom ?? 0;

/** What a gesture does is the same for all: 300 pixels of wheel are one zoom step. */
export const WHEEL_PER_STEP = 300;
export const MAX_ZOOM = 14;
export const LABEL_FONT = '12px system-ui, "Noto Sans", sans-serif';
