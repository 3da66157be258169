// Recent and saved filters in this browser's storage. Read only when a list of them opens. Checked on each read, because
// any script of the origin can write to its storage. Same limits as Shared/Viewer/StoredFilters.cs.
const key = "lifecycle.filters";
const maxRecent = 10;
const maxSaved = 50;
const maxName = 60;
const maxText = 4096;

/** @typedef {{ recent: string[], saved: { name: string, text: string }[], mine: string }} StoredFilters */

/** @param {unknown} value @param {number} max @returns {value is string} */
const isText = (value, max) => typeof value === "string" && value.length > 0 && value.length <= max;

/** @returns {StoredFilters} */
export function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? "{}");
    return {
      recent: [stored?.recent].flat().filter((text) => isText(text, maxText)).slice(0, maxRecent),
      saved: [stored?.saved].flat()
        .filter((filter) => isText(filter?.name, maxName) && isText(filter?.text, maxText))
        .map(({ name, text }) => ({ name, text }))
        .slice(0, maxSaved),
      mine: isText(stored?.mine, maxName) ? stored.mine : "",
    };
  } catch {
    return { recent: [], saved: [], mine: "" }; // storage is not available or has invalid content
  }
}

/** @param {StoredFilters} filters */
export function write(filters) {
  try {
    localStorage.setItem(key, JSON.stringify(filters));
  } catch {
    // Not stored; applies to this page only.
  }
}
