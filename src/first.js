// Runs in the page itself, before the first paint; the build puts it there.
// The page stands in French and shows its own atlas. For a reader who asked for
// another atlas, or who would rather read English, the style sheet hides what
// does not fit until the app has put the right thing there. Another atlas is
// read from this moment on: its worker starts before the program does.
{
  const page = document.documentElement.dataset;
  const asked = /[#&]lang=(fr|en)/.exec(location.hash)?.[1];
  const lang = asked ?? navigator.languages.find((l) => /^(fr|en)\b/i.test(l));
  if (/[?&]embed\b/.test(location.search)) page.embed = "";
  const atlas = new URLSearchParams(location.search).get("atlas");
  if (atlas !== null) {
    page.first = "atlas";
    const worker = new Worker(`ground_loader.js#${encodeURIComponent(atlas)}`);
    globalThis.groundWorker = worker;
    // The program will start one of its own, and hear why it does not work.
    worker.onerror = () => delete globalThis.groundWorker;
  } else if (/^en/i.test(lang)) {
    page.first = "other";
  }
}
