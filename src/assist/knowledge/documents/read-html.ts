import { type HTMLElement, NodeType, parse } from 'node-html-parser';
import { createOutline, type ReadDocument, squeeze } from './document.ts';

/** What stands around a page rather than in it. */
const AROUND =
  'title, script, style, noscript, template, svg, nav, aside, form, iframe, dialog, [hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"]';
const OUTSIDE = 'body > header, body > footer, main ~ footer';
const BLOCKS = new Set(
  'address article blockquote body dd div dl dt fieldset figcaption figure footer header hr li main ol p pre section table tbody td tfoot th thead tr ul html'
    .toUpperCase()
    .split(' '),
);
const HEADING = /^H([1-6])$/;
/** Deeper than people nest; a page that is only nesting isn’t worth the stack. */
const DEEPEST = 400;

/** A web page, or what reads as one, by its headings, without menus, banners and forms. */
export function readHtml(text: string): ReadDocument {
  const page = parse(text, { comment: false });
  const title = page.querySelector('title')?.text ?? page.querySelector('h1')?.text ?? null;
  for (const around of page.querySelectorAll(AROUND)) around.remove();
  for (const around of page.querySelectorAll(OUTSIDE)) around.remove();
  const main = page.querySelectorAll('main, [role="main"], article');
  const [only] = main.filter((one) => !main.some((other) => other !== one && isWithin(one, other)));
  const outline = createOutline();
  let line = '';
  const end = () => {
    outline.paragraph(line);
    line = '';
  };
  const walk = (element: HTMLElement, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const node of element.childNodes) {
      if (node.nodeType === NodeType.TEXT_NODE) line += node.text;
      // The parser gives elements this type.
      if (node.nodeType === NodeType.ELEMENT_NODE) enter(node as HTMLElement, depth + 1);
    }
  };
  const enter = (element: HTMLElement, depth: number): void => {
    const level = HEADING.exec(element.tagName)?.[1];
    const isBlock = level !== undefined || BLOCKS.has(element.tagName);
    if (isBlock || element.tagName === 'BR') end();
    if (level) outline.heading(Number(level), element.text);
    else walk(element, depth);
    if (isBlock) end();
  };
  walk(main.length > 0 && only && only.text.length > LITTLE ? only : page, 0);
  end();
  const said = title === null ? '' : squeeze(title);
  return { title: said === '' ? null : said, pages: null, sections: outline.sections() };
}

/** A page whose main part says less keeps its text elsewhere. */
const LITTLE = 100;

function isWithin(inner: HTMLElement, outer: HTMLElement): boolean {
  let above = inner.parentNode;
  while (above) {
    if (above === outer) return true;
    above = above.parentNode;
  }
  return false;
}
