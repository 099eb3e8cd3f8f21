// Runs in the page itself, before the first paint; the build puts it there, by
// its hash. It is written so that the oldest browser in use can read it.
//
// The page stands in one language and shows its own atlas. For a reader who
// asked for another atlas, or who would rather read another language, the style
// sheet hides what does not fit until the program has put the right thing
// there. What is hidden here comes back by itself when the program is late or
// fails, with words that say what is missing: a page in the wrong language is
// better than an empty one.
//
// What the start script and the program need of it is on the window under a
// symbol, so that no element's id can stand in its place.
(function () {
  // Milliseconds after which a reader is told what the page waits for.
  var LATE = 8000;
  var root = document.documentElement;
  var page = root.dataset;
  var door = {
    // What has not arrived yet, as a reader may tell it to somebody.
    waiting: "start",
    stopped: false,
    tell: tell,
    started: started,
    mend: mend,
    trusted: trusted,
    newWorker: newWorker,
    nameOf: nameOf,
  };

  function named(name) {
    var meta = document.querySelector('meta[name="' + name + '"]');
    return meta ? meta.content : "";
  }

  // Shows one of the messages that stand in the page, and why.
  function tell(kind, reason) {
    if (kind !== "late") page.state = "failed";
    if (page.first === "other") delete page.first;
    var boot = document.getElementById("boot");
    if (!boot) return;
    // Of another atlas nothing stands here.
    boot.dataset.kind = kind + (page.first !== "atlas" ? " here" : kind === "late" ? "" : " atlas");
    boot.hidden = false;
    var parts = boot.querySelectorAll("[data-boot]");
    for (var i = 0; i < parts.length; i += 1) {
      parts[i].hidden = (" " + boot.dataset.kind + " reason ").indexOf(" " + parts[i].dataset.boot + " ") < 0;
    }
    boot.querySelector("code").textContent = reason;
  }

  // The program runs: it says itself from now on what it waits for.
  function started() {
    door.waiting = "";
    var boot = document.getElementById("boot");
    if (boot) boot.hidden = true;
  }

  // Whether the server has another edition of this page than the one that runs:
  // that one is then loaded, once. A second time the reader decides.
  function mend() {
    var key = "confins-edition " + location.pathname;
    var address = location.href.split("#")[0];
    return fetch(address, { cache: "reload" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (text) {
        var found = /<meta name="app-edition" content="([^"]+)"/.exec(text);
        if (!found || found[1] === named("app-edition")) return false;
        if (sessionStorage.getItem(key) === found[1]) return false;
        sessionStorage.setItem(key, found[1]);
        location.reload();
        return true;
      })
      // No line, or a frame that may keep nothing: it stays as it is.
      .catch(function () { return false; });
  }

  function failed(reason) {
    if (door.stopped || !door.waiting) return;
    if (typeof fetch === "undefined") return tell("failed", reason);
    mend().then(function (reloads) {
      if (!reloads && door.waiting) tell("failed", reason);
    });
  }

  // Only the bundle's own scripts may run in a worker.
  function own(address) {
    var folder = document.baseURI.split(/[?#]/)[0].replace(/[^/]*$/, "");
    var known = [named("app-worker"), "sw.js"];
    for (var i = 0; i < known.length; i += 1) {
      if (known[i] && new URL(known[i], folder).href === address.split("#")[0]) return address;
    }
    throw new TypeError(address + " is no script of this page");
  }

  var policy = window.trustedTypes && window.trustedTypes.createPolicy("confins", { createScriptURL: own });

  function trusted(name) {
    var address = new URL(name, document.baseURI).href;
    return policy ? policy.createScriptURL(address) : own(address);
  }

  function newWorker(hash) {
    return new Worker(trusted(named("app-worker") + (hash || "")));
  }

  // What a language is called in itself, by its code.
  function nameOf(code) {
    try {
      return new Intl.DisplayNames(code, { type: "language" }).of(code);
    } catch (error) {
      return code;
    }
  }

  if (typeof Symbol === "function") window[Symbol.for("confins")] = door;

  // A script or style sheet of the page that does not arrive.
  window.addEventListener("error", function (event) {
    var missing = event.target && (event.target.src || (event.target.rel === "stylesheet" && event.target.href));
    if (missing) failed(missing);
  }, true);

  setTimeout(function () {
    if (door.waiting && page.state === "loading") tell("late", door.waiting);
  }, LATE);

  // "Try again" keeps the place that the address names.
  document.addEventListener("click", function (event) {
    if (event.target.getAttribute && event.target.getAttribute("href") === "") {
      event.preventDefault();
      location.reload();
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    // Such a browser runs no start script that could say so.
    if (!("noModule" in document.createElement("script"))) tell("lacks", "<script type=module>");
  });

  // What is needed soon is asked for before the program, which would ask for it late.
  function preload(what, file) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = what;
    if (what === "fetch") link.crossOrigin = "anonymous";
    link.href = file;
    link.setAttribute("fetchpriority", "high");
    document.head.appendChild(link);
  }

  function primary(lang) {
    return lang.split("-")[0].toLowerCase();
  }

  // The first of the reader's languages that the page's texts are in; the page stands in
  // the first of these.
  var asked = /[#&]lang=([A-Za-z-]+)/.exec(location.hash);
  var wanted = (asked ? [asked[1]] : []).concat(navigator.languages || navigator.language || []);
  var known = (page.languages || root.lang).split(" ").map(primary);
  for (var i = 0; i < wanted.length; i += 1) {
    var lang = primary(wanted[i]);
    if (known.indexOf(lang) < 0) continue;
    if (lang !== known[0]) {
      page.first = "other";
      var files = ["app-languages", "app-texts"];
      for (var j = 0; j < files.length; j += 1) {
        var file = new RegExp("(?:^|,)" + lang + "=(?:[^=,]*=)?([^,]*)").exec(named(files[j]));
        if (file) preload("fetch", file[1]);
      }
    }
    break;
  }
  if (/[?&]embed\b/.test(location.search)) page.embed = "";
  // A frame of this name has a page to itself (beside/): nothing of the outer page is to be
  // scrolled or gone back to across the map.
  if (parent !== self && self.name !== "confins") page.framed = "";
  var atlas = /[?&]atlas=([^&]*)/.exec(location.search);
  if (!atlas && named("app-relief")) {
    // The picture that stands here lacks nothing but that: it comes before the program,
    // which takes no longer for it, as all is on one line.
    preload("image", named("app-relief"));
  }
  if (atlas) {
    page.first = "atlas";
    try {
      // Another atlas is read from this moment on: its worker starts before the
      // program does. The program starts one of its own where this one fails,
      // and hears why.
      door.worker = newWorker("#" + atlas[1].replace(/\+/g, " "));
      door.worker.onerror = function () { door.worker = null; };
    } catch (error) {
      door.worker = null;
    }
  }
})();
