// What a hand does, in the words that WebDriver and WebDriver BiDi share.
// https://www.w3.org/TR/webdriver2/#actions

// https://www.w3.org/TR/webdriver2/#keyboard-actions
const KEYS = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  Shift: '\uE008',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

const keyboard = (actions) => [{ type: 'key', id: 'keyboard', actions }];
const down = (value) => ({ type: 'keyDown', value });
const up = (value) => ({ type: 'keyUp', value });

/** Presses a key, or keys held together: `Enter`, `Shift+Tab`, `0`. */
export function press(keys) {
  const values = keys.split(/(?<=.)\+/).map((key) => KEYS[key] ?? key);
  return keyboard([...values.map(down), ...values.toReversed().map(up)]);
}

/** Types letters, one after the other. */
export const type = (text) => keyboard([...text].flatMap((letter) => [down(letter), up(letter)]));

const BUTTON = { button: 0 };

/** Touches a point of the window, with a `mouse` or by `touch`. */
export const click = (x, y, pointerType) => [
  {
    type: 'pointer',
    id: pointerType,
    parameters: { pointerType },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', ...BUTTON },
      { type: 'pointerUp', ...BUTTON },
    ],
  },
];
