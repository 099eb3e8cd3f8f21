// Where regions are on the window: our page has their shapes, a peer's page says.
export const positions = (page, ids) =>
  page.evaluate((wanted) => {
    const map = document.querySelector('#map').getBoundingClientRect();
    const middle = (shape) => {
      const { left, top, width, height } = shape.getBoundingClientRect();
      return width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
    };
    const own = (id) => {
      const shapes = [...document.querySelectorAll(`#map [data-region="${id}"]`)];
      return shapes.map(middle).find(Boolean);
    };
    const inside = (at) => at && at.x > map.left + 4 && at.x < map.right - 4 && at.y > map.top + 4 && at.y < map.bottom - 4;
    const found = wanted.map((id) => [id, window.bench ? window.bench.positionOf(id) : own(id)]);
    return Object.fromEntries(found.filter(([, at]) => at).map(([id, at]) => [id, { ...at, inside: inside(at) }]));
  }, ids);

/** Places to click, far from each other on the first view. */
export const PLACES = {
  default: ['stepanakert', 'artsvashen', 'vardenis', 'karki', 'jermuk'],
  made: ['place-7', 'place-14', 'place-12', 'place-9', 'place-8', 'place-13'],
};
export const placesOf = (size) => (size === 'default' ? PLACES.default : PLACES.made);
