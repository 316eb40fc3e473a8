const YEAR_SECONDS = 31_536_000;

/**
 * Light and dark without a reload. `onChange` is called when either the system or the reader changes it.
 * @param {() => void} onChange
 */
export function startTheme(onChange) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const update = () => {
    showOther(isDark());
    onChange();
  };
  showOther(isDark());
  dark.addEventListener('change', update);
  document.addEventListener('click', matchPicture);
  document.querySelector('[data-theme-form]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it for the first paint
    document.cookie = `deskhand_theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    update();
  });
}

export function isDark() {
  const { theme } = document.documentElement.dataset;
  return (
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  );
}

/** @param {boolean} dark */
function showOther(dark) {
  const label = document.querySelector('[data-theme-label]');
  if (label) label.textContent = dark ? 'Light' : 'Dark';
}

/**
 * A chart is downloaded in the theme it is looked at.
 * @param {MouseEvent} event
 */
function matchPicture(event) {
  const link = event.target instanceof Element ? event.target.closest('[data-png]') : null;
  if (link instanceof HTMLAnchorElement) {
    link.href = link.href.replace(/theme=\w+/, `theme=${isDark() ? 'dark' : 'light'}`);
  }
}
