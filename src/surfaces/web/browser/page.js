/**
 * The element for `selector`, which has to be of `type`.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T | null}
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  return found instanceof type ? found : null;
}

/**
 * Markup the server made, as nodes.
 * @param {string} markup
 * @returns {DocumentFragment}
 */
export function nodesOf(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

/**
 * Read out once, complete, by a screen reader.
 * @param {string} words
 */
export function announce(words) {
  const announcer = document.getElementById('announcer');
  if (announcer) announcer.textContent = words;
}

/** @returns {ScrollBehavior} */
export function scrolling() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}
