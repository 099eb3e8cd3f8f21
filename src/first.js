// Runs in the page itself, before the first paint; the build puts it there.
// The page stands in French and shows its own atlas. For a reader who asked for
// another atlas, or who would rather read English, the style sheet hides what
// does not fit until the app has put the right thing there.
{
  const page = document.documentElement.dataset;
  const asked = /[#&]lang=(fr|en)/.exec(location.hash)?.[1];
  const lang = asked ?? navigator.languages.find((l) => /^(fr|en)\b/i.test(l));
  if (/[?&]atlas=/.test(location.search)) page.first = "atlas";
  else if (/^en/i.test(lang)) page.first = "other";
}
