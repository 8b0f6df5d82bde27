// Runs before the first paint, so that a page never flashes in the other theme or jumps to the other density. A file of
// its own because the content security policy forbids inline scripts.
(function () {
  function chosen(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  var theme = chosen("trimtab.theme");
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.density = chosen("trimtab.density") === "compact" ? "compact" : "comfortable";
})();
