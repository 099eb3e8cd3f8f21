// Compares frames, in a browser of its own: it decodes them faster than we could.
import { launch } from './browser.mjs';

/** In the page: of each frame, the part of the box that is as in `last`, and the part that is bare background. */
async function compare({ frames, last, box, tolerances, background }) {
  const canvas = new OffscreenCanvas(box.width, box.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    context.drawImage(image, -box.x, -box.y);
    return context.getImageData(0, 0, box.width, box.height).data;
  };
  const wanted = last && (await pixels(last));
  const found = [];
  for (const frame of frames) {
    const is = await pixels(frame);
    const alike = tolerances.map(() => 0);
    let bare = 0;
    for (let i = 0; i < is.length; i += 4) {
      const off = (to, r, g, b) => Math.max(Math.abs(to[i] - r), Math.abs(to[i + 1] - g), Math.abs(to[i + 2] - b));
      if (wanted) {
        const distance = off(is, wanted[i], wanted[i + 1], wanted[i + 2]);
        for (let t = 0; t < tolerances.length; t += 1) if (distance <= tolerances[t]) alike[t] += 1;
      }
      if (off(is, ...background) <= 40) bare += 1;
    }
    const all = is.length / 4;
    found.push({ alike: alike.map((n) => n / all), bare: bare / all });
  }
  return found;
}

export async function openEye() {
  const browser = await launch();
  const page = await browser.newPage();
  return {
    async look(frames, last, box, tolerances = []) {
      const found = [];
      // A few at a time: each travels to the browser as text.
      for (let i = 0; i < frames.length; i += 8) {
        const some = frames.slice(i, i + 8);
        found.push(...(await page.evaluate(compare, { frames: some, last, box, tolerances, background: [255, 0, 255] })));
      }
      return found;
    },
    close: () => browser.close(),
  };
}
