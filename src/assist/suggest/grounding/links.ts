/** Addresses of pages, of mail and of programs, and links in Markdown. */
export const LINKS =
  /(?:https?:\/\/|www\.)[^\s<>|)\]"'“”]+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|\b(?:[\w-]{1,63}\.){1,6}(?:com|net|org|io|info|co|shop|store|biz|xyz|top|site|online|app|dev|ai|me|ru|cn|de|fr|es|uk|eu|ly|gg|to)\b(?:\/[^\s<>|)\]"'“”]*)?|\b(?:javascript|data|file|tel|slack):[^\s<>|)\]]+|\[[^\]]{0,300}\]\((?<target>[^)\s]*)[^)]*\)/giu;
const MENTION =
  /<!(?:channel|here|everyone|subteam)[^>]*>|<@[A-Z0-9]+[^>]*>|<#[A-Z0-9]+[^>]*>|(?<![\w.])@(?:channel|here|everyone|all|team)\b/giu;

/** Addresses in a text, as they are compared. */
export function linksIn(text: string): readonly string[] {
  return [...text.matchAll(LINKS)].map(({ 0: words, groups }) =>
    (groups?.target ?? words)
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/[.,;:!?/]+$/, ''),
  );
}

/** What would ring at a whole room, or at somebody in it. */
export function mentionsIn(text: string): readonly string[] {
  return [...text.matchAll(MENTION)].map(([words]) => words);
}
